using System.Text.Json.Serialization;
using CampaignTasks.Durable.Tests.Engine.Replay;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Durable.Tests;

public sealed class PublicWordsTests
{
    [Fact]
    public void Registry_NamesByAttributeThenByClass_IgnoringCase()
    {
        var registry = new DurableTaskRegistry().AddOrchestrator<Plain>().AddOrchestrator<Named>().AddOrchestrator<Plain>("third");
        using var services = new ServiceCollection().BuildServiceProvider();

        Assert.Equal(["Plain", "other", "third"], registry.Orchestrators);
        Assert.IsType<Named>(registry.CreateOrchestrator("OTHER", services));
        Assert.Null(registry.CreateOrchestrator("Named", services));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("@entity")]
    public void Registry_RefusesTakenAndEntityNames(string name) =>
        Assert.Throws<ArgumentException>(() => new DurableTaskRegistry().AddOrchestrator<Plain>().AddOrchestrator<Named>(name));

    [Fact]
    public void AddDurable_CalledTwice_AddsUp()
    {
        using var services = new ServiceCollection()
            .AddDurable(registry => registry.AddOrchestrator<Plain>())
            .AddDurable(registry => registry.AddOrchestrator<Named>())
            .BuildServiceProvider();

        Assert.Equal(2, services.GetRequiredService<DurableTaskRegistry>().Orchestrators.Count);
        Assert.NotNull(services.GetRequiredService<OrchestrationRunner>());
    }

    [Fact]
    public void Converter_WritesADerivedValueAsItsBase_SoThatItReadsBack()
    {
        var options = new DurableTaskOptions();
        options.Json.TypeInfoResolverChain.Add(ShapesContext.Default);
        var converter = new JsonDataConverter(options.Json);

        var json = converter.Serialize(new Circle(2));

        Assert.Equal("{\"$type\":\"circle\",\"radius\":2}", json);
        Assert.Equal(new Circle(2), converter.Deserialize<Shape>(json));
    }

    [Fact]
    public void Converter_RefusesATypeNoContextKnows() =>
        Assert.Throws<NotSupportedException>(() => Engines.Converter.Serialize(new Circle(1)));

    [Fact]
    public void RetryPolicy_DelaysGrowToTheCap()
    {
        var policy = new RetryPolicy(9, TimeSpan.FromSeconds(10), 2, TimeSpan.FromSeconds(60));

        Assert.Equal([10, 20, 40, 60, 60], Enumerable.Range(1, 5).Select(failed => policy.DelayAfter(failed).TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(60), policy.DelayAfter(5000));
    }

    [Fact]
    public void RetryPolicy_RefusesNonsense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(1), double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(2), maxRetryInterval: TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void FailureDetails_KeepTheChainThroughAFailedTask()
    {
        var details = TaskFailureDetails.FromException(
            new InvalidOperationException("top", new TaskFailedException("A", 3, new("Deep.Error", "deep", IsNonRetriable: true))));

        Assert.True(details.IsCausedBy<InvalidOperationException>());
        Assert.True(details.IsCausedBy<Exception>());
        Assert.False(details.IsCausedBy<TaskFailedException>());
        Assert.Equal("Deep.Error: deep", details.InnerFailure!.InnerFailure!.ToString());
    }

    [Fact]
    public async Task Pageable_ReadsAllPages()
    {
        string?[] asked = [];
        var pageable = new AsyncPageable<int>((token, _, _) =>
        {
            asked = [.. asked, token];
            return Task.FromResult(token is null ? new Page<int>([1, 2], "a") : token == "a" ? new([], "b") : new Page<int>([3]));
        });

        List<int> items = [];
        await foreach (var item in pageable) items.Add(item);

        Assert.Equal([1, 2, 3], items);
        Assert.Equal<string?[]>([null, "a", "b"], asked);
    }

    public sealed class Plain : TaskOrchestrator<int, int>
    {
        public override Task<int> RunAsync(TaskOrchestrationContext context, int input) => Task.FromResult(input);
    }

    [DurableTask("other")]
    public sealed class Named : TaskOrchestrator<int, int>
    {
        public override Task<int> RunAsync(TaskOrchestrationContext context, int input) => Task.FromResult(input);
    }
}

[JsonDerivedType(typeof(Circle), "circle")]
public abstract record Shape;

public sealed record Circle(int Radius) : Shape;

[JsonSerializable(typeof(Shape))]
internal sealed partial class ShapesContext : JsonSerializerContext;
