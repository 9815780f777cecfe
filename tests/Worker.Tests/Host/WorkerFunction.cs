using System.Text.Json;
using CampaignTasks.Worker.Tests.Host.Messages;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>A function as the worker describes it.</summary>
/// <param name="Metadata">The worker's own words, which it gets back when the function is loaded.</param>
/// <param name="Bindings">Its bindings.</param>
internal sealed record WorkerFunction(RpcFunctionMetadata Metadata, IReadOnlyList<WorkerBinding> Bindings)
{
    public string Name => Metadata.Name;

    public WorkerBinding Trigger => Bindings.Single(binding => binding.Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));

    public static WorkerFunction Of(RpcFunctionMetadata metadata) => new(metadata, [.. metadata.RawBindings.Select(WorkerBinding.Parse)]);
}

/// <summary>A binding of a function.</summary>
internal sealed record WorkerBinding(string Name, string Type, JsonElement Json)
{
    public bool IsInput => Text("direction") is not { } direction || direction.Equals("in", StringComparison.OrdinalIgnoreCase);

    public static WorkerBinding Parse(string raw)
    {
        using var document = JsonDocument.Parse(raw);
        var json = document.RootElement.Clone();
        return new(json.GetProperty("name").GetString()!, json.GetProperty("type").GetString()!, json);
    }

    public bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);

    public string? Text(string property) => Json.TryGetProperty(property, out var value) ? value.GetString() : null;
}
