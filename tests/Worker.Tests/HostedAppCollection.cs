namespace CampaignTasks.Worker.Tests;

/// <summary>One host, worker and emulator for all tests, which come one after another.</summary>
[CollectionDefinition(Name)]
public sealed class HostedAppCollection : ICollectionFixture<HostedAppFixture>
{
    public const string Name = "Hosted app";
}

/// <summary>The app, started for the first test and ended after the last.</summary>
public sealed class HostedAppFixture : IAsyncLifetime
{
    internal HostedApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await HostedApp.StartAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();
}
