using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.App.Tests.EndToEnd;
using CampaignTasks.Testing;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>The real app on real tables, with two companies that have something of everything.</summary>
public sealed partial class HostileSite : IAsyncLifetime
{
    private const string PlatformKey = "test-key-of-the-platform";
    private const string SystemKey = "test-key-of-the-system";

    private readonly AppSite _site = NewSite();
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal)
    {
        ["platformKey"] = PlatformKey,
        ["systemKey"] = SystemKey,
    };

    public AppProcess App { get; private set; } = null!;

    internal RawHttp Raw { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _site.Environment["CampaignTasks__PlatformKey"] = PlatformKey;
        _site.Environment["CampaignTasks__SystemKey"] = SystemKey;
        // Wrong keys are among the requests; right ones must stay usable beside them.
        _site.Environment["CampaignTasks__FailedAuthenticationsPerMinute"] = "100000";
        _site.Environment["CampaignTasks__RequestsPerMinute"] = "1000000";
        App = await _site.Start().ReadyAsync();
        Raw = new RawHttp(_site.HttpPort);
        await FurnishAsync("Acme", "");
        await FurnishAsync("Rival", "rival.");
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    /// <summary>A client with a key of the site, by its name: <c>key</c>, <c>rival.key</c>, <c>viewer</c>, <c>platformKey</c>.</summary>
    internal Company Client(string key) => new(_site, _known[key]);

    /// <summary>A text with the site's own names filled in.</summary>
    internal string Fill(string text)
    {
        foreach (var (name, value) in _known)
        {
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return text;
    }

    internal Task<RawAnswer> SendAsync(Row row)
    {
        var filled = row with
        {
            Body = row.Body is { Length: < 10_000 } body ? Encoding.Latin1.GetBytes(Fill(Encoding.Latin1.GetString(body))) : row.Body,
        };
        return Raw.SendAsync(Fill(filled.Head()), filled.Body);
    }

    /// <summary>Everything the two companies can read of themselves, and every orchestration there is.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> ReadAsync()
    {
        Dictionary<string, string> all = [];
        foreach (var side in new[] { "", "rival." })
        {
            using var company = Client($"{side}key");
            foreach (var path in Readable.Select(path => Fill(path.Replace("{", $"{{{side}", StringComparison.Ordinal))))
            {
                all[$"{side}{path}"] = (await company.GetAsync(path)).ToJsonString();
            }
        }

        using var operators = Client("platformKey");
        var instances = await operators.GetAsync($"/runtime/webhooks/durabletask/instances?code={SystemKey}&top=1000&showInput=false");
        all["instances"] = string.Join(
            '\n',
            instances.AsArray().Select(instance => (string)instance!["instanceId"]!).Order(StringComparer.Ordinal)
        );
        return all;
    }

    private static AppSite NewSite() => new();

    private static readonly string[] Readable =
    [
        "/api/tasks?limit=200",
        "/api/tasks/{task}",
        "/api/tasks/{draft}",
        "/api/tasks/{task}/runs",
        "/api/tasks/{task}/runs/{run}/messages",
        "/api/contacts?limit=200",
        "/api/contacts/ann/orders",
        "/api/contacts/bob/orders",
        "/api/contacts/ann/events",
        "/api/carts/k1",
        "/api/products?limit=200",
        "/api/campaigns?limit=200",
        "/api/campaigns/{campaign}",
        "/api/sites?limit=200",
        "/api/sites/{site}/apps",
        "/api/audiences?limit=200",
        "/api/audiences/{audience}/members",
        "/api/creatives?limit=200",
        "/api/tasks/{task}/creatives",
        "/api/imports?limit=200",
        "/api/channel-accounts",
        "/api/api-keys",
        "/api/testers",
        "/api/tasks/{draft}/tests",
        "/api/settings",
        "/api/sandbox/messages?limit=200",
        "/api/conversions?campaign=spring",
        "/api/webhooks?limit=200",
        "/api/automations?limit=200",
        "/api/automations/{automation}/journeys",
    ];
}
