using CampaignTasks.Api.Functions;
using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Maintenance;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Api.Tests.Functions;

public sealed class FunctionCatalogTests
{
    [Fact]
    public void Catalog_HasEveryTimerFunction_AndNoOthers() =>
        Assert.Equal(Written<ITimerFunction>(), FunctionCatalog.Timers.Select(function => function.Name).Order());

    [Fact]
    public void Catalog_HasEveryQueueFunction_AndNoOthers() =>
        Assert.Equal(Written<IQueueFunction>(), FunctionCatalog.Queues.Select(function => function.Name).Order());

    [Fact]
    public void Catalog_HasNoFunctionThatIsNotRegistered()
    {
        var registered = new ServiceCollection().AddFunctions().Select(service => service.ServiceType.Name).ToHashSet();

        Assert.All(FunctionCatalog.Timers, function => Assert.Contains(function.Name, registered));
        Assert.All(FunctionCatalog.Queues, function => Assert.Contains(function.Name, registered));
    }

    private static IEnumerable<string> Written<T>() =>
        typeof(Watchdog)
            .Assembly.GetTypes()
            .Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(T)))
            .Select(type => type.Name)
            .Order();
}
