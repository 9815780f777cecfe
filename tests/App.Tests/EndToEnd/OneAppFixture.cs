namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>The real app on its own data, for all tests of a class.</summary>
public sealed class OneAppFixture : IAsyncLifetime, IAsyncDisposable
{
    private readonly AppSite _site = new();

    internal AppProcess App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await _site.Start().ReadyAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    internal Company NewCompany() => new(_site);
}
