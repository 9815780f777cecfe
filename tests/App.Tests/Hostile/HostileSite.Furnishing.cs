using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.App.Tests.EndToEnd;
using CampaignTasks.Testing;

namespace CampaignTasks.App.Tests.Hostile;

/// <content>What its companies have.</content>
public sealed partial class HostileSite
{
    private async Task AddAutomationAsync(Company company, string side)
    {
        var automation = await company.DoAsync(
            HttpMethod.Post,
            "/api/automations",
            new
            {
                name = "Welcome",
                trigger = new { kind = "listJoined", list = _known[$"{side}audience"] },
                steps = new[] { new { wait = new Dictionary<string, string> { ["for"] = "P1D" } } },
            }
        );
        _known[$"{side}automation"] = (string)automation["id"]!;
    }

    private async Task AddWebhookAsync(Company company, string side)
    {
        // Nobody listens there.
        var webhook = await company.DoAsync(
            HttpMethod.Post,
            "/api/webhooks",
            new { url = "http://127.0.0.1:9/hooks", events = new[] { "task.failed" } }
        );
        _known[$"{side}webhook"] = (string)webhook["id"]!;
        if (side is "fuzz.")
        {
            // It fails in a moment, and the webhook says so: no company that must stay as it is.
            var delivery = await company.DoAsync(HttpMethod.Post, $"/api/webhooks/{(string)webhook["id"]!}/test");
            _known[$"{side}delivery"] = (string)delivery["id"]!;
        }
    }

    private async Task AddSingleMessageAsync(Company company, string side)
    {
        var message = await company.DoAsync(
            HttpMethod.Post,
            "/api/messages",
            new
            {
                contactId = "ann",
                creativeId = _known[$"{side}creative"],
                account = _known[$"{side}box"],
            }
        );
        _known[$"{side}single"] = (string)message["id"]!;

        // The browser of RFC 8291.
        var browser = await company.DoAsync(
            HttpMethod.Post,
            "/api/contacts/ann/push-subscriptions",
            new
            {
                endpoint = "https://push.example.net/b",
                keys = new
                {
                    p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                    auth = "BTBZMqHH6r4Tts7J_aSIgg",
                },
            }
        );
        _known[$"{side}browser"] = (string)browser["id"]!;
    }

    private async Task AddCampaignAsync(Company company, string side)
    {
        _known[$"{side}campaign"] = (string)(await company.GetAsync("/api/campaigns"))["items"]![0]!["id"]!;
        var unused = await company.DoAsync(HttpMethod.Post, "/api/campaigns", new { name = "Unused" });
        _known[$"{side}unusedCampaign"] = (string)unused["id"]!;
        var site = await company.DoAsync(HttpMethod.Post, "/api/sites", new { name = "Shop" });
        _known[$"{side}site"] = (string)site["id"]!;
        var closed = await company.DoAsync(HttpMethod.Post, "/api/sites", new { name = "Closed" });
        _known[$"{side}unusedSite"] = (string)closed["id"]!;
        var app = await company.DoAsync(HttpMethod.Post, $"/api/sites/{(string)site["id"]!}/apps", new { name = "Shop", appId = "shop" });
        _known[$"{side}app"] = (string)app["id"]!;
    }

    /// <summary>Makes a company that has something of everything; its names begin with <paramref name="side"/>.</summary>
    internal async Task FurnishAsync(string name, string side)
    {
        using var platform = Client("platformKey");
        _known[$"{side}key"] = (string)(await platform.DoAsync(HttpMethod.Post, "/api/tenants", new { name }))["apiKey"]!;

        // One that may be suspended and deleted.
        _known[$"{side}spare"] = (string)(await platform.DoAsync(HttpMethod.Post, "/api/tenants", new { name = $"{name} Spare" }))["id"]!;
        using var company = Client($"{side}key");
        await AddPeopleAsync(company, side);
        var viewer = await company.DoAsync(HttpMethod.Post, "/api/api-keys", new { name = "Reader", role = "viewer" });
        (_known[$"{side}viewer"], _known[$"{side}keyId"]) = ((string)viewer["key"]!, (string)viewer["id"]!);
        var box = await company.DoAsync(
            HttpMethod.Post,
            "/api/channel-accounts",
            new
            {
                name = "Box",
                channel = "email",
                provider = "sandbox",
            }
        );
        _known[$"{side}box"] = (string)box["id"]!;
        var mail = await AddMailAccountAsync(company);
        (_known[$"{side}account"], _known[$"{side}hook"]) = ((string)mail["id"]!, new Uri((string)mail["webhookUrl"]!).PathAndQuery);

        await AddHookAccountsAsync(company, side);

        var task = await company.SendAsync(box, "ann@example.net\nbob@example.net");
        await App.UntilEndedAsync(company, task, "completed");
        (_known[$"{side}task"], _known[$"{side}run"]) = (task, await company.RunAsync(task));
        _known[$"{side}message"] = (string)(await company.MessagesAsync(task))[0]["id"]!;
        _known[$"{side}creative"] = await AddCreativeAsync(company);
        _known[$"{side}unused"] = await AddCreativeAsync(company);
        var draft = await company.DoAsync(
            HttpMethod.Post,
            "/api/tasks",
            new
            {
                name = "Draft",
                campaign = "spring",
                channel = "email",
                audience = new { list = "ann@example.net" },
                creativeId = _known[$"{side}creative"],
                start = false,
            }
        );
        _known[$"{side}draft"] = (string)draft["id"]!;
        var tester = await company.DoAsync(
            HttpMethod.Post,
            "/api/testers",
            new { name = "Tess", addresses = new { email = "tess@example.net" } }
        );
        _known[$"{side}tester"] = (string)tester["id"]!;
        await AddCampaignAsync(company, side);
        await AddAutomationAsync(company, side);
        await AddWebhookAsync(company, side);
        await AddSingleMessageAsync(company, side);
    }

    private async Task AddHookAccountsAsync(Company company, string side)
    {
        // Nobody listens there.
        var chats = ChatHookRows.Accounts.Select(chat =>
            chat with
            {
                Settings = new(chat.Settings) { ["baseUrl"] = "http://127.0.0.1:9" },
            }
        );
        foreach (var (channel, provider, settings) in chats.Concat(MailHookRows.Accounts))
        {
            var account = await company.AddAccountAsync(channel, provider, settings);
            var hook = new Uri((string)account["webhookUrl"]!);
            _known[$"{side}chat.{provider}"] = (string)account["id"]!;
            _known[$"{side}hook.{provider}"] = hook.PathAndQuery;
            _known[$"{side}bare.{provider}"] = hook.AbsolutePath;
            _known[$"{side}other.{provider}"] = hook.AbsolutePath.Replace($"/{channel}/", "/push/", StringComparison.Ordinal);
        }
    }

    private static Task<JsonNode> AddMailAccountAsync(Company company) =>
        company.AddAccountAsync(
            "email",
            "acs",
            new Dictionary<string, string>
            {
                // Nobody listens there: should a made-up task send through it, nothing leaves the machine.
                ["endpoint"] = "http://127.0.0.1:9",
                ["accessKey"] = "bm90LWEtcmVhbC1rZXk=",
                ["senderAddress"] = "no-reply@contoso.example",
            }
        );

    private static async Task<string> AddCreativeAsync(Company company)
    {
        var creative = await company.DoAsync(
            HttpMethod.Post,
            "/api/creatives",
            new
            {
                name = "News",
                channel = "email",
                subject = "Hi",
                text = "Hi",
            }
        );
        return (string)creative["id"]!;
    }

    private static async Task AddFactsAsync(Company company)
    {
        var at = "2026-02-03T10:00:00Z";
        await company.DoAsync(
            HttpMethod.Post,
            "/api/events",
            new
            {
                id = "e1",
                name = "Viewed product",
                contact = "ann",
                at,
            }
        );
        foreach (var (id, contact) in new[] { ("k1", "ann"), ("k2", "eve") })
        {
            await company.DoAsync(
                HttpMethod.Put,
                $"/api/carts/{id}",
                new
                {
                    contact,
                    updatedAt = at,
                    items = Array.Empty<object>(),
                }
            );
        }
    }

    private async Task AddPeopleAsync(Company company, string side)
    {
        foreach (var id in new[] { "ann", "bob", "eve" })
        {
            await company.DoAsync(HttpMethod.Post, "/api/contacts", new { id, addresses = new { email = $"{id}@example.net" } });
            await company.DoAsync(HttpMethod.Put, $"/api/products/of-{id}", new { name = $"What {id} likes" });
        }

        // Eve stays: neither the rows nor the made-up requests know her.
        _known[$"{side}contactToken"] = (string)(await company.DoAsync(HttpMethod.Post, "/api/contacts/eve/tokens", new { }))["token"]!;

        await company.DoAsync(
            HttpMethod.Post,
            "/api/orders",
            new
            {
                id = "o1",
                contact = "ann",
                at = "2026-02-03T10:00:00Z",
                status = "successful",
                items = new[] { new { product = "of-ann" } },
            }
        );
        await AddFactsAsync(company);
        var list = await company.DoAsync(HttpMethod.Post, "/api/audiences", new { name = "Friends", contacts = new[] { "ann", "bob" } });
        await company.DoAsync(HttpMethod.Post, "/api/audiences", new { name = "Foes", contacts = new[] { "eve" } });
        _known[$"{side}audience"] = (string)list["id"]!;
        await company.DoAsync(HttpMethod.Post, "/api/suppressions", new { channel = "email", address = "shut@example.net" });
        await company.DoAsync(HttpMethod.Post, "/api/contacts", new { id = "gone" });
        await company.DoAsync(HttpMethod.Delete, "/api/contacts/gone");
        _known[$"{side}erasure"] = (string)(await company.GetAsync("/api/erasures"))["items"]![0]!["id"]!;
        _known[$"{side}contactsCursor"] = (string)(await company.GetAsync("/api/contacts?limit=1"))["next"]!;
        _known[$"{side}productsCursor"] = (string)(await company.GetAsync("/api/products?limit=1"))["next"]!;
        _known[$"{side}audiencesCursor"] = (string)(await company.GetAsync("/api/audiences?limit=1"))["next"]!;
        var import = await Raw.SendAsync(
            Fill(
                $"POST /api/contacts/import HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {{{side}key}}\r\nContent-Type: text/csv\r\nContent-Length: 3\r\n"
            ),
            "id\n"u8.ToArray()
        );
        _known[$"{side}import"] = (string)import.Json!["id"]!;
    }
}
