using static CampaignTasks.App.Tests.Hostile.HostileTable;
using static CampaignTasks.App.Tests.Hostile.Row;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Tenants, keys, settings and accounts that cannot be, or are somebody else's.</summary>
internal static class CompanyRows
{
    private const string Accounts = "/api/channel-accounts";
    private const string Nobody = "01arz3ndektsv4rrffq69g5fav";

    // The browser's in RFC 8291.
    private const string P256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    public static IEnumerable<Row> All =>
        [
            Post("a tenant of a tenant", "/api/tenants", "{\"name\":\"Evil\"}").Is(401, "unauthorized"),
            Post("a tenant of nobody", "/api/tenants", "{\"name\":\"Evil\"}").As(null).Is(401, "unauthorized"),
            Post("a tenant without a name", "/api/tenants", "{}").As("{platformKey}").Names("name"),
            Post("a tenant with a control character", "/api/tenants", "{\"name\":\"a\\u001b[31mb\"}").As("{platformKey}").Names("name"),
            Post("a tenant with an id of its own", "/api/tenants", "{\"name\":\"a\",\"id\":\"local\"}").As("{platformKey}").Names("id"),
            Get("tenants for a tenant", "/api/tenants").Is(401, "unauthorized"),
            Get("a tenant for a tenant", $"/api/tenants/{Nobody}").Is(401, "unauthorized"),
            Get("no tenant", $"/api/tenants/{Nobody}").As("{platformKey}").NotFound(),
            Patch("a tenant's change by a tenant", $"/api/tenants/{Nobody}", "{\"status\":\"suspended\"}").Is(401, "unauthorized"),
            Patch("a change of no tenant", $"/api/tenants/{Nobody}", "{\"status\":\"suspended\"}").As("{platformKey}").NotFound(),
            Post("a tenant's key by a tenant", $"/api/tenants/{Nobody}/api-keys", "{\"name\":\"a\"}").Is(401, "unauthorized"),
            Delete("a tenant by a tenant", $"/api/tenants/{Nobody}").Is(401, "unauthorized"),
            Delete("no tenant at all", $"/api/tenants/{Nobody}").As("{platformKey}").NotFound(),
            Get("usage of nobody", "/api/usage").As(null).Is(401, "unauthorized"),
            Post("a key of a reader", "/api/api-keys", "{\"name\":\"a\",\"role\":\"admin\"}").As("{viewer}").Is(403, "forbidden"),
            Post("a key of no role", "/api/api-keys", "{\"name\":\"a\"}").Names("role"),
            Post("a key above all", "/api/api-keys", "{\"name\":\"a\",\"role\":\"platform\"}").Names("role"),
            Post("a key that has expired", "/api/api-keys", "{\"name\":\"a\",\"role\":\"viewer\",\"expiresAt\":\"2001-01-01T00:00:00Z\"}")
                .Names("expiresAt"),
            Post(
                    "a key for ever and a day",
                    "/api/api-keys",
                    "{\"name\":\"a\",\"role\":\"viewer\",\"expiresAt\":\"9999-12-31T23:59:59-14:00\"}"
                )
                .Names("expiresAt"),
            Post("a key with a text of its own", "/api/api-keys", "{\"name\":\"a\",\"role\":\"viewer\",\"key\":\"guess-me\"}").Names("key"),
            Get("keys for a reader", "/api/api-keys").As("{viewer}").Is(403, "forbidden"),
            Delete("another tenant's key", "/api/api-keys/{rival.keyId}").NotFound(),
            Patch("settings of a reader", "/api/settings", "{\"timeZone\":\"UTC\"}").As("{viewer}").Is(403, "forbidden"),
            Patch("an old version of settings", "/api/settings", "{\"timeZone\":\"UTC\"}")
                .With("If-Match: \"old\"")
                .Is(412, "preconditionFailed"),
            Patch("a zone that is a path", "/api/settings", "{\"timeZone\":\"/etc/localtime\"}").Names("timeZone"),
            Patch("an unknown consent", "/api/settings", "{\"consent\":\"none\"}").Names("consent"),
            Patch("a cap on no channel", "/api/settings", "{\"caps\":{\"fax\":null}}").Names("caps.fax"),
            Patch("a cap of nought", "/api/settings", "{\"caps\":{\"email\":{\"messages\":0,\"period\":\"P7D\"}}}")
                .Names("caps.email.messages"),
            Patch("a cap of ages", "/api/settings", "{\"caps\":{\"email\":{\"messages\":1,\"period\":\"P999999999999D\"}}}")
                .Names("caps.email.period"),
            Patch("a cap on half a character", "/api/settings", "{\"caps\":{\"\\ud800\":null}}").Names("caps"),
            Patch("a window of nought", "/api/settings", "{\"attributionWindow\":\"PT0S\"}").Names("attributionWindow"),
            Get("settings of a query", "/api/settings?tenant=rival").Names("tenant"),
            Post("nothing given", Accounts, "{}").Names("channel"),
            Post("an account of a reader", Accounts, Account()).As("{viewer}").Is(403, "forbidden"),
            Post("a provider that is a path", Accounts, Account(("provider", "\"../acs\""))).Names("provider"),
            Post("a provider of another channel", Accounts, Account(("provider", "\"twilio\""))).Names("provider"),
            Post("a setting nobody knows", Accounts, Account(("settings", "{\"command\":\"rm\"}"))).Names("settings.command"),
            Post("a setting that is a number", Accounts, Account(("settings", "{\"failAddresses\":1}"))).Names("settings.failAddresses"),
            Post("an endpoint inside", Accounts, Acs("http://169.254.169.254/")).Names("settings.endpoint"),
            Post("an endpoint that is a file", Accounts, Acs("file:///etc/passwd")).Names("settings.endpoint"),
            Post("an endpoint of 300,000 letters", Accounts, Acs($"https://{new string('a', 300_000)}.example")).Names("settings.endpoint"),
            Post(
                    "a hidden secret",
                    Accounts,
                    Account(
                        ("provider", "\"acs\""),
                        ("settings", "{\"endpoint\":\"https://a.example\",\"accessKey\":\"***\",\"senderAddress\":\"a@b.cc\"}")
                    )
                )
                .Names("settings.accessKey"),
            Post(
                    "a Twilio account that is a path",
                    Accounts,
                    Account(
                        ("channel", "\"sms\""),
                        ("provider", "\"twilio\""),
                        ("settings", "{\"accountSid\":\"AC/../x\",\"authToken\":\"t\",\"from\":\"+15005550006\"}")
                    )
                )
                .Names("settings.accountSid"),
            Post("a pace of nought", Accounts, Account(("pacing", "{\"ratePerSecond\":0}"))).Names("pacing.ratePerSecond"),
            Post("a zone of recipients", Accounts, Account(("timeZone", "\"recipient\""))).Names("timeZone"),
            Get("another tenant's account", $"{Accounts}/{{rival.account}}").NotFound(),
            Patch("another tenant's account", $"{Accounts}/{{rival.account}}", "{\"name\":\"b\"}").NotFound(),
            Patch("secrets sent elsewhere", $"{Accounts}/{{account}}", "{\"settings\":{\"endpoint\":\"https://evil.example\"}}")
                .Names("settings.accessKey"),
            Patch("another provider", $"{Accounts}/{{account}}", "{\"provider\":\"sandbox\"}").Names("provider"),
            Patch("an old version of an account", $"{Accounts}/{{account}}", "{\"name\":\"b\"}")
                .With("If-Match: \"old\"")
                .Is(412, "preconditionFailed"),
            Delete("another tenant's account", $"{Accounts}/{{rival.account}}").NotFound(),
            Delete("an old version of an account", $"{Accounts}/{{account}}").With("If-Match: \"old\"").Is(412, "preconditionFailed"),
            Post("activation of another tenant's account", $"{Accounts}/{{rival.account}}/activate").NotFound(),
            Post("activation of nothing", $"{Accounts}/{Nobody}/activate").NotFound(),
            Post("verification of another tenant's account", $"{Accounts}/{{rival.account}}/verify").NotFound(),
            Post("verification of nothing", $"{Accounts}/{Nobody}/verify").NotFound(),
            Post("verification with a field", $"{Accounts}/{{account}}/verify", "{\"status\":\"works\"}").Names("$"),
            Post("a link of another tenant's contact", "/api/contacts/nobody/join-links", "{\"account\":\"{account}\"}").NotFound(),
            Post("a link to another tenant's account", "/api/contacts/ann/join-links", "{\"account\":\"{rival.account}\"}")
                .Names("account"),
            Post("a link to no account", "/api/contacts/ann/join-links", "{}").Names("account"),
            Post("a link to an account without links", "/api/contacts/ann/join-links", "{\"account\":\"{box}\"}").Names("account"),
            Post("a browser of another tenant's contact", "/api/contacts/nobody/push-subscriptions", Browser("https://push.example.net/a"))
                .NotFound(),
            Post("a browser at a page of scripts", "/api/contacts/ann/push-subscriptions", Browser("javascript:alert(1)"))
                .Names("endpoint"),
            Post("a browser without keys", "/api/contacts/ann/push-subscriptions", "{\"endpoint\":\"https://push.example.net/a\"}")
                .Names("keys.p256dh"),
            Get("browsers of another tenant's contact", "/api/contacts/nobody/push-subscriptions").NotFound(),
            Delete("a browser that is none", "/api/contacts/ann/push-subscriptions/web_").NotFound(),
            Post("a bot's token that is a path", Accounts, Bot("1:../../getMe?x=yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"))
                .Names("settings.botToken"),
            Post("a bot at another host inside", Accounts, Bot("1:not-a-real-token-not-a-real-token", "http://169.254.169.254"))
                .Names("settings.baseUrl"),
            Post("activation with a field", $"{Accounts}/{{account}}/activate", "{\"status\":\"active\"}").Names("$"),
        ];

    private static string Bot(string token, string address = "http://127.0.0.1:9") =>
        Account(
            ("channel", "\"telegram\""),
            ("provider", "\"bot\""),
            ("settings", $"{{\"botToken\":\"{token}\",\"baseUrl\":\"{address}\"}}")
        );

    private static string Browser(string endpoint) =>
        $$$"""{"endpoint":"{{{endpoint}}}","keys":{"p256dh":"{{{P256dh}}}","auth":"BTBZMqHH6r4Tts7J_aSIgg"}}""";

    private static string Acs(string endpoint) =>
        Account(
            ("provider", "\"acs\""),
            ("settings", $"{{\"endpoint\":\"{endpoint}\",\"accessKey\":\"bm90LWEtcmVhbC1rZXk=\",\"senderAddress\":\"a@b.cc\"}}")
        );
}
