using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Imports;

/// <summary>Phone numbers as people of one country write them.</summary>
public sealed class PhoneImportTests
{
    [Fact]
    public async Task NationalPhones_OfTheFile_AreReadInEachContactsCountry()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var import = await ImportAsync(admin, await File.ReadAllTextAsync("Cases/national-phones.csv"));

        Assert.Equal((7, 0), (import["stored"]!.GetValue<int>(), import["faultCount"]!.GetValue<int>()));
        foreach (
            var (id, phone) in new[]
            {
                ("in1", "+919876543210"),
                ("us1", "+19175550123"),
                ("hk1", "+85291234567"),
                ("vn1", "+84912345678"),
                ("de1", "+491711234567"),
                ("fr1", "+33612345678"),
                ("ru1", "+79161234567"),
            }
        )
        {
            Assert.Equal(phone, (await admin.GetAsync($"/api/contacts/{id}")).Expect(200)["addresses"]!.Text("sms"));
        }
    }

    [Fact]
    public async Task NationalPhone_WithoutACountry_IsAFault_UntilTheSettingsNameOne()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        const string File = "id,phone\nc1,8 (916) 123-45-67\nc2,+44 (0) 20 7946 0958\n";

        var before = await ImportAsync(admin, File);
        (await admin.PatchAsync("/api/settings", new JsonObject { ["country"] = "kz" })).Expect(200);
        var after = await ImportAsync(admin, File);
        (await admin.PatchAsync("/api/settings", new JsonObject { ["country"] = null })).Expect(200);

        Assert.Equal((1, 1), (before["stored"]!.GetValue<int>(), before["faultCount"]!.GetValue<int>()));
        Assert.Contains("country", before["faults"]![0]!.Text("reason"), StringComparison.Ordinal);
        Assert.Equal((1, 0), (after["stored"]!.GetValue<int>(), after["faultCount"]!.GetValue<int>()));
        Assert.Equal("+79161234567", (await admin.GetAsync("/api/contacts/c1")).Expect(200)["addresses"]!.Text("whatsapp"));
    }

    [Fact]
    public async Task Lists_AreReadInTheTenantsCountry_PastedUploadedPreviewedAndAsMembers()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var account = new JsonObject
        {
            ["name"] = "Texts",
            ["channel"] = "sms",
            ["provider"] = "plain",
            ["isDefault"] = true,
            ["settings"] = new JsonObject { ["sender"] = "acme@example.net", ["password"] = "sample-password" },
        };
        (await admin.PostAsync("/api/channel-accounts", account)).Expect(201);
        var task = new JsonObject
        {
            ["name"] = "Texts",
            ["channel"] = "sms",
            ["audience"] = new JsonObject { ["list"] = "020 7946 0958; +44 (0) 20 7946 0958" },
            ["creative"] = new JsonObject { ["text"] = "Hello" },
            ["start"] = false,
        };
        Task<Answer> PreviewAsync() =>
            admin.PostAsync("/api/audiences/preview", new JsonObject { ["channel"] = "sms", ["audience"] = task["audience"]!.DeepClone() });
        Task<Answer> UploadAsync() =>
            admin.SendAsync(
                HttpMethod.Post,
                "/api/audiences/import?name=Texts&channel=sms",
                new StringContent("020 7946 0958\n", Encoding.UTF8, "text/plain")
            );

        Assert.Contains(
            "country",
            (await admin.PostAsync("/api/tasks", task.DeepClone().AsObject())).ExpectInvalid("audience.list"),
            StringComparison.Ordinal
        );
        (await PreviewAsync()).ExpectInvalid("audience.list");
        (await UploadAsync()).ExpectInvalid("file");

        (await admin.PatchAsync("/api/settings", new JsonObject { ["country"] = "GB" })).Expect(200);

        Assert.Equal(1, (await PreviewAsync()).Expect(200)["waterfall"]!["planned"]!.GetValue<int>());
        Assert.Equal(1, (await UploadAsync()).Expect(201)["addresses"]!["size"]!.GetValue<int>());
        var draft = (await admin.PostAsync("/api/tasks", task.DeepClone().AsObject())).Expect(201);
        (
            await admin.PatchAsync(
                $"/api/tasks/{draft.Id()}",
                new JsonObject { ["audience"] = new JsonObject { ["list"] = "07700 900123" } },
                ("If-Match", "*")
            )
        ).Expect(200);
    }

    private static async Task<JsonNode> ImportAsync(ApiClient admin, string csv)
    {
        var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        var id = (await admin.SendAsync(HttpMethod.Post, "/api/contacts/import", content)).Expect(202).Id();
        return (await admin.GetAsync($"/api/imports/{id}")).Expect(200);
    }
}
