using CampaignTasks.Api.Functions;
using CampaignTasks.Api.Runs;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.App.Tests.Functions;

public sealed class FunctionCatalogTests
{
    [Fact]
    public void Catalog_HasEveryOrchestratorAndActivity_AndNoOthers()
    {
        using var services = new ServiceCollection().AddRuns().BuildServiceProvider();
        var registry = services.GetRequiredService<DurableTaskRegistry>();

        Assert.Equal(registry.Orchestrators.Order(), Names<Function.Orchestrator>());
        Assert.Equal(registry.Activities.Order(), Names<Function.Activity>());
    }

    [Fact]
    public void Catalog_HasEveryTimerFunction_AndNoOthers()
    {
        var written = typeof(FunctionCatalog).Assembly.GetTypes().Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(App.Functions.Timers.ITimerFunction)));

        Assert.Equal(written.Select(type => type.Name).Order(), Names<Function.Timer>());
    }

    [Fact]
    public void Names_InTheCatalog_AreAllDifferent() =>
        Assert.Equal(FunctionCatalog.All.Length, FunctionCatalog.All.Select(function => function.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    private static IEnumerable<string> Names<T>()
        where T : Function => FunctionCatalog.All.OfType<T>().Select(function => function.Name).Order();
}
