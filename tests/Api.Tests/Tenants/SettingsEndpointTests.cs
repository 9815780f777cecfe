using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Tenants;

public sealed class SettingsEndpointTests
{
    private const string Path = "/api/settings";

    [Theory]
    [InlineData("messages", 29)]
    [InlineData("messages", 3651)]
    [InlineData("messages", -1)]
    [InlineData("audit", 89)]
    [InlineData("sandbox", 0)]
    [InlineData("imports", 6)]
    [InlineData("journeys", 29)]
    public async Task Retention_OutsideItsBounds_IsRefused(string name, int days)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.PatchAsync(Path, new JsonObject { ["retention"] = new JsonObject { [name] = days } });

        answer.ExpectInvalid($"retention.{name}");
    }

    [Fact]
    public async Task Settings_AreTheDefaults_UntilTheyAreChangedOneByOne()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var before = (await admin.GetAsync(Path)).Expect(200);
        var caps = new JsonObject { ["phone"] = Cap(2, "P1D"), ["email"] = Cap(3, "P7D") };
        (
            await admin.PatchAsync(
                Path,
                new JsonObject
                {
                    ["consent"] = "optIn",
                    ["caps"] = caps,
                    ["attributionWindow"] = "P10D",
                    ["timeZone"] = "Europe/Paris",
                    ["country"] = "ru",
                    ["retention"] = new JsonObject { ["messages"] = 30, ["sandbox"] = 7 },
                    ["approval"] = "required",
                    ["approvalByChannel"] = new JsonObject { ["phone"] = "notRequired", ["email"] = "notRequired" },
                }
            )
        ).Expect(200);
        (await admin.PatchAsync(Path, new JsonObject { ["retention"] = new JsonObject { ["sandbox"] = 8 } })).Expect(200);
        var removal = new JsonObject
        {
            ["caps"] = new JsonObject { ["email"] = null },
            ["approvalByChannel"] = new JsonObject { ["email"] = null },
        };
        var changed = (await admin.PatchAsync(Path, removal)).Expect(200);

        Assert.Equal(
            """{"consent":"optOut","caps":{},"attributionWindow":"P5D","timeZone":"UTC","country":null,"language":null,"approval":"notRequired","approvalByChannel":{},"retention":{"messages":365,"audit":365,"sandbox":30,"imports":90,"events":365,"carts":90,"journeys":365}}""",
            before.ToJsonString()
        );
        Assert.Equal(
            """{"consent":"optIn","caps":{"sms":{"messages":2,"period":"P1D"},"whatsapp":{"messages":2,"period":"P1D"}},"attributionWindow":"P10D","timeZone":"Europe/Paris","country":"RU","language":null,"approval":"required","approvalByChannel":{"sms":"notRequired","whatsapp":"notRequired"},"retention":{"messages":30,"audit":365,"sandbox":8,"imports":90,"events":365,"carts":90,"journeys":365}}""",
            changed.ToJsonString()
        );
        Assert.Equal(changed.ToJsonString(), (await admin.GetAsync(Path)).Expect(200).ToJsonString());

        var nulls = new JsonObject
        {
            ["consent"] = null,
            ["caps"] = null,
            ["attributionWindow"] = null,
            ["timeZone"] = null,
            ["country"] = null,
            ["approval"] = null,
            ["approvalByChannel"] = null,
            ["retention"] = null,
        };
        Assert.Equal(before.ToJsonString(), (await admin.PatchAsync(Path, nulls)).Expect(200).ToJsonString());
    }

    [Fact]
    public async Task Change_WithFaults_TellsThemAll_AndChangesNothing()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.PatchAsync(
            Path,
            new JsonObject
            {
                ["caps"] = new JsonObject
                {
                    ["email"] = Cap(0, "P7D"),
                    ["sms"] = Cap(1, "P1M"),
                    ["pigeon"] = Cap(1, "P1D"),
                    ["vk"] = new JsonObject(),
                },
                ["attributionWindow"] = "P91D",
                ["timeZone"] = "Paris",
                ["country"] = "Russia",
                ["approvalByChannel"] = new JsonObject { ["pigeon"] = "required" },
            }
        );

        string[] fields =
        [
            "caps.email.messages",
            "caps.sms.period",
            "caps.pigeon",
            "caps.vk.messages",
            "caps.vk.period",
            "attributionWindow",
            "timeZone",
            "country",
            "approvalByChannel.pigeon",
        ];
        Assert.All(fields, field => Assert.NotEmpty(answer.ExpectInvalid(field)));
        Assert.Contains("Europe/Paris", answer.ExpectInvalid("timeZone"), StringComparison.Ordinal);
        (await admin.PatchAsync(Path, new JsonObject { ["consent"] = "never" })).ExpectInvalid("consent");
        Assert.Empty((await admin.GetAsync(Path)).Expect(200)["caps"]!.AsObject());
    }

    [Fact]
    public async Task Change_OfAnOldVersion_Is412()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var never = (await admin.GetAsync(Path)).Headers["ETag"];
        var first = await admin.PatchAsync(Path, new JsonObject { ["consent"] = "optIn" }, ("If-Match", never));

        (await admin.PatchAsync(Path, new JsonObject { ["consent"] = "optOut" }, ("If-Match", never))).ExpectProblem(
            412,
            "preconditionFailed"
        );

        first.Expect(200);
        Assert.Equal(first.Headers["ETag"], (await admin.GetAsync(Path)).Headers["ETag"]);
        (await admin.PatchAsync(Path, new JsonObject { ["consent"] = "optOut" }, ("If-Match", first.Headers["ETag"]))).Expect(200);
    }

    [Fact]
    public async Task Settings_AreEachTenantsOwn_ReadByViewersAndChangedByAdmins()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        (await admin.PatchAsync(Path, new JsonObject { ["timeZone"] = "Asia/Tokyo" })).Expect(200);

        Assert.Equal("UTC", (await other.GetAsync(Path)).Expect(200).Text("timeZone"));
        Assert.Equal("Asia/Tokyo", (await (await api.NewKeyAsync(admin, Role.Viewer)).GetAsync(Path)).Expect(200).Text("timeZone"));
        (await (await api.NewKeyAsync(admin, Role.Reviewer)).PatchAsync(Path, new JsonObject())).ExpectProblem(403, "forbidden");
    }

    private static JsonObject Cap(int messages, string period) => new() { ["messages"] = messages, ["period"] = period };
}
