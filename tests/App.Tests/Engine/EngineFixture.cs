using CampaignTasks.Storage.Development;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>An emulator for all tests of the engine, and on it one hub for those that leave it as they found it.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private AzuriteProcess? _azurite;
    private EngineHub? _shared;
    private int _hubs;

    internal AzuriteProcess Azurite => _azurite ?? throw new InvalidOperationException("The emulator has not started.");

    /// <summary>A hub with a host that knows <see cref="PlainTasks"/>.</summary>
    internal EngineHub Shared => _shared ?? throw new InvalidOperationException("The hub has not started.");

    public async Task InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(new() { DieWithParent = true }, CancellationToken.None);
        _shared = NewHub();
        await _shared.StartHostAsync(PlainTasks.Register);
    }

    public async Task DisposeAsync()
    {
        if (_shared is { } shared)
        {
            await shared.DisposeAsync();
        }

        if (_azurite is { } azurite)
        {
            await azurite.DisposeAsync();
        }
    }

    /// <summary>A hub of a test's own, without hosts.</summary>
    internal EngineHub NewHub() => new(Azurite.Account, $"Hub{Interlocked.Increment(ref _hubs)}");
}

[CollectionDefinition(Name)]
public sealed class EngineTests : ICollectionFixture<EngineFixture>
{
    public const string Name = "Engine";
}
