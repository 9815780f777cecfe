using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Creatives;

public sealed class CreativePreviewTests
{
    private const string Path = "/api/creatives/preview";

    [Fact]
    public async Task Preview_OfASample_ShowsWhatWouldBeSent()
    {
        await using var api = await TestApi.StartAsync(settings: ("PublicBaseUrl", "https://tasks.example.com"));
        var viewer = await api.NewKeyAsync(await api.NewTenantAsync(), Role.Viewer);
        var creative = Creative("Hi {{ firstName | default: \"there\" }}", "{{ lastName | default: \"you\" }} {{ unsubscribeUrl }}");

        var preview = (await viewer.PostAsync(Path, Body(creative, sample: new JsonObject { ["firstName"] = "Ann" }))).Expect(200);

        Assert.Equal("Hi Ann", preview["rendered"]!.Text("subject"));
        Assert.Equal("you https://tasks.example.com/api/unsubscribe/preview", preview["rendered"]!.Text("text"));
        Assert.Equal(6 + 53, preview["size"]!.GetValue<int>());
        Assert.Null(preview["segments"]);
        Assert.Equal(["'lastName' has no value for this recipient: what stands in for it is shown."], Warnings(preview));
    }

    [Fact]
    public async Task Preview_OfAContact_UsesItsValuesAndTheSamples()
    {
        await using var api = await TestApi.StartAsync(settings: ("PublicBaseUrl", "https://tasks.example.com"));
        var admin = await api.NewTenantAsync();
        await ContactAsync(admin, "ann");
        var creative = Creative(
            "s",
            "{{ firstName | default: 'x' }} {{ lastName | default: 'x' }} {{ country | default: 'x' }} {{ email }}"
        );
        creative["html"] = "<p>{{ firstName | default: 'x' }}</p>";

        var preview = (
            await admin.PostAsync(
                Path,
                Body(
                    creative,
                    "ann",
                    new JsonObject
                    {
                        ["country"] = "DE",
                        ["lastName"] = "Lee",
                        ["shoe"] = 42,
                    }
                )
            )
        ).Expect(200);

        Assert.StartsWith("<Ann> Lee DE ann@example.net\n\n--\nUnsubscribe: ", preview["rendered"]!.Text("text"), StringComparison.Ordinal);
        Assert.StartsWith("<p>&lt;Ann&gt;</p>", preview["rendered"]!.Text("html"), StringComparison.Ordinal);
        Assert.Equal(["'shoe' of the sample is not in the creative."], Warnings(preview));
    }

    [Fact]
    public async Task Preview_OfAnSms_CountsItsSegments()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var gsm = (await admin.PostAsync(Path, Sms(new string('a', 161)))).Expect(200);
        var ucs2 = (await admin.PostAsync(Path, Sms("Wait… {{ phone }}"))).Expect(200);

        Assert.Equal("""{"encoding":"GSM-7","count":2}""", gsm["segments"]!.ToJsonString());
        Assert.Equal("""{"encoding":"UCS-2","count":1}""", ucs2["segments"]!.ToJsonString());
        Assert.Contains("U+2026", Warnings(ucs2).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_WithoutAPublicAddress_SaysThatThereIsNoLink()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var preview = (await admin.PostAsync(Path, Body(Creative("s", "Hi")))).Expect(200);

        Assert.Contains("CampaignTasks__PublicBaseUrl", Warnings(preview).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_OfOtherSystemsSpellings_WarnsAndSendsThemAsTheyAre()
    {
        await using var api = await TestApi.StartAsync(settings: ("PublicBaseUrl", "https://tasks.example.com"));
        var admin = await api.NewTenantAsync();
        var creative = Creative("Hi *|FNAME|*", "https://shop.example/?email={{email}}");

        var preview = (await admin.PostAsync(Path, Body(creative))).Expect(200);

        Assert.Equal("Hi *|FNAME|*", preview["rendered"]!.Text("subject"));
        Assert.Equal(2, Warnings(preview).Count());
        Assert.Contains("{{ firstName | default: \"…\" }}", Warnings(preview).First(), StringComparison.Ordinal);
        Assert.Contains("{{ email | url_encode }}", Warnings(preview).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_OfANameThatTheContactHasSpelledDifferently_SaysWhichOneMayBeMeant()
    {
        await using var api = await TestApi.StartAsync(settings: ("PublicBaseUrl", "https://tasks.example.com"));
        var admin = await api.NewTenantAsync();
        var body = Body(
            Creative("s", "{{ signup_date | default: 'x' }}{{ signupDate | default: 'x' }}"),
            sample: new JsonObject { ["signupDate"] = "2026-01-01" }
        );

        Assert.EndsWith(
            "Did you mean signupDate?",
            Assert.Single(Warnings((await admin.PostAsync(Path, body)).Expect(200))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Preview_OfAnotherTenantsContact_FindsNone()
    {
        await using var api = await TestApi.StartAsync();
        await ContactAsync(await api.NewTenantAsync(), "ann");
        var rival = await api.NewTenantAsync("Rival");

        var answer = await rival.PostAsync(Path, Body(Creative("s", "Hi"), "ann"));

        Assert.Contains("no contact", answer.ExpectInvalid("contactId"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "channel")]
    [InlineData("""{"channel":"email"}""", "creative")]
    [InlineData("""{"channel":"email","creative":{"subject":"s","text":"{{firstName|there}}"}}""", "creative.text")]
    [InlineData("""{"channel":"email","creative":{"subject":"s","text":"{{ firstName }}"}}""", "creative.text")]
    [InlineData("""{"channel":"sms","creative":{"text":"Hi"},"sample":{"first name":"Ann"}}""", "sample.first name")]
    [InlineData("""{"channel":"sms","creative":{"text":"Hi"},"sample":{"timeZone":"Mars/Olympus"}}""", "sample.timeZone")]
    [InlineData("""{"channel":"sms","creative":{"text":"Hi"},"sample":{"country":5}}""", "sample.country")]
    [InlineData("""{"channel":"sms","creative":{"text":"Hi"},"sample":{"tags":["a"]}}""", "sample.tags")]
    [InlineData("""{"channel":"sms","creative":{"text":"Hi"},"contactId":"a/b"}""", "contactId")]
    [InlineData("""{"channel":"sms","creative":{"text":"Hi"},"creativeId":"c"}""", "creativeId")]
    [InlineData("""{"channel":"sms","creative":{"text":"{{ 1 | divided_by: 0 }}"}}""", "creative.text")]
    public async Task Preview_OfWhatIsWrong_NamesTheField(string body, string field)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        (await admin.PostTextAsync(Path, body)).ExpectInvalid(field);
    }

    private static async Task ContactAsync(ApiClient admin, string id) =>
        (
            await admin.PutAsync(
                $"/api/contacts/{id}",
                new JsonObject
                {
                    ["addresses"] = new JsonObject { ["email"] = $"{id}@example.net" },
                    ["country"] = "FR",
                    ["attributes"] = new JsonObject { ["FIRSTNAME"] = "<Ann>" },
                }
            )
        ).Expect(201);

    private static JsonObject Creative(string subject, string text) => new() { ["subject"] = subject, ["text"] = text };

    private static JsonObject Sms(string text) =>
        new()
        {
            ["channel"] = "sms",
            ["creative"] = new JsonObject { ["text"] = text },
        };

    private static JsonObject Body(JsonObject creative, string? contact = null, JsonObject? sample = null)
    {
        var body = new JsonObject { ["channel"] = "email", ["creative"] = creative };
        if (contact is not null)
        {
            body["contactId"] = contact;
        }

        if (sample is not null)
        {
            body["sample"] = sample;
        }

        return body;
    }

    private static IEnumerable<string> Warnings(JsonNode preview) =>
        preview["warnings"]!.AsArray().Select(warning => warning!.GetValue<string>());
}
