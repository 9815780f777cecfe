using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace CampaignTasks.Worker.Orchestrations;

/// <summary>
/// A binding that makes the Functions host send the address of its orchestrations to every function but orchestrators, which must not use
/// it. Activities are classes and cannot request it with a parameter; without it a worker whose first call is an activity could not notify
/// any orchestration.
/// </summary>
internal sealed class HostClientBinding : IFunctionMetadataTransformer
{
    public const string BindingName = "durableClient";

    public const string BindingType = "durableClient";

    private const string Binding =
        "{\"name\":\"" + BindingName + "\",\"type\":\"" + BindingType + "\",\"direction\":\"In\",\"properties\":{}}";

    private static readonly string[] Orchestrations = ["orchestrationTrigger", "entityTrigger"];

    public string Name => nameof(HostClientBinding);

    public void Transform(IList<IFunctionMetadata> original)
    {
        foreach (var bindings in original.Select(function => function.RawBindings).OfType<IList<string>>())
        {
            // Both the host and ASP.NET Core request the functions, so the binding may be there already.
            if (!bindings.Any(binding => Orchestrations.Append(BindingType).Contains(TypeOf(binding), StringComparer.OrdinalIgnoreCase)))
            {
                bindings.Add(Binding);
            }
        }
    }

    private static string? TypeOf(string binding)
    {
        using var json = JsonDocument.Parse(binding);
        return json.RootElement.GetProperty("type").GetString();
    }
}
