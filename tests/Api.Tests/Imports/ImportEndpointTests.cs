using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Api.Tests.Imports;

public sealed class ImportEndpointTests
{
    private const string Contacts = "id,email,phone,country,firstName,points:number,consent.email\n";
    private const string Orders = "id,contact,at,status,product,quantity,price,currency\n";

    [Fact]
    public async Task Csv_OfContacts_StoresTheGoodAndTellsTheRest_AndAgainChangesNothing()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var file =
            Contacts
            + "c1,ann@example.net,06 12 34 56 78,fr,\"Ann, the \"\"first\"\"\",12.5,subscribed\n\nc2,nobody,,ZZ,,,\nc3,bob@example.net,,,\"two\nlines\",,\nc 4,,,,,,\nc5,a,b,c,d,e,f,g\n";

        var first = await admin.ImportAsync("contacts", file);
        var again = await admin.ImportAsync("contacts", file);

        Assert.Equal((5, 2, 0, 3), first.Counts());
        Assert.Equal((5, 0, 2, 3), again.Counts());
        Assert.Equal([4, 7, 8], first["faults"]!.AsArray().Select(fault => fault!["line"]!.GetValue<long>()));
        Assert.Contains("addresses.email", first["faults"]![0]!.Text("reason"), StringComparison.Ordinal);
        Assert.Contains("country", first["faults"]![0]!.Text("reason"), StringComparison.Ordinal);
        Assert.Contains("8 cells for 7 columns", first["faults"]![2]!.Text("reason"), StringComparison.Ordinal);
        var ann = (await admin.GetAsync("/api/contacts/c1")).Expect(200);
        Assert.Equal("""{"firstName":"Ann, the \u0022first\u0022","points":12.5}""", ann["attributes"]!.ToJsonString());
        Assert.Equal(
            ("FR", "+33612345678", "subscribed"),
            (ann.Text("country"), ann["addresses"]!.Text("whatsapp"), ann["consent"]!["email"]!.Text("status"))
        );
        Assert.Equal("two\nlines", (await admin.GetAsync("/api/contacts/c3")).Expect(200)["attributes"]!.Text("firstName"));
    }

    [Fact]
    public async Task Csv_OfOrders_FoldsRowsOfOneOrder()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var file =
            Orders
            + "o1,c1,2026-01-01T00:00:00Z,successful,p1,2,10,EUR\no1,c1,2026-01-01T00:00:00Z,successful,p2,1,5,EUR\no2,c1,yesterday,successful,p1,x,1,\n";

        var import = await admin.ImportAsync("orders", file);

        Assert.Equal((2, 1, 0, 1), import.Counts());
        Assert.Contains("quantity", import["faults"]![0]!.Text("reason"), StringComparison.Ordinal);
        Assert.Equal(25, (await admin.GetAsync("/api/orders/o1")).Expect(200)["total"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Ndjson_WithEveryKindOfFault_TellsEachLine()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        string[] lines =
        [
            "\uFEFF{\"id\":\"c1\",\"attributes\":{\"formula\":\"=1+1\",\"gone\":null}}",
            "{\"id\":\"c2\"",
            "[1]",
            "null",
            "{\"id\":\"c3\",\"id\":\"c4\"}",
            "{\"id\":\"c5\",\"nick\":\"x\"}",
            $"{{\"id\":\"{new string('x', 1_000_000)}\"}}",
            "{\"id\":\"c6\",\"country\":null}\r",
            "{\"id\":\"c7\",\"attributes\":{\"a\":\"\u0001\"}}",
        ];

        var import = await admin.ImportAsync("contacts", string.Join('\n', lines), "application/x-ndjson");

        Assert.Equal((9, 2, 0, 7), import.Counts());
        Assert.Equal([2, 3, 4, 5, 6, 7, 9], import["faults"]!.AsArray().Select(fault => fault!["line"]!.GetValue<long>()));
        Assert.Contains("too long", import["faults"]![5]!.Text("reason"), StringComparison.Ordinal);
        Assert.Equal("=1+1", (await admin.GetAsync("/api/contacts/c1")).Expect(200)["attributes"]!.Text("formula"));
    }

    [Fact]
    public async Task File_InUtf16WithItsMark_IsRead_AndWithoutItsLinesAreReported()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var text = "id,firstName\nc1,Zoë\n";

        var marked = await admin.ImportAsync("contacts", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]);
        var latin = await admin.ImportAsync("contacts", Encoding.Latin1.GetBytes("id,firstName\nc2,Zoë\nc3,Bob\n"));

        Assert.Equal((1, 1, 0, 0), marked.Counts());
        Assert.Equal("Zoë", (await admin.GetAsync("/api/contacts/c1")).Expect(200)["attributes"]!.Text("firstName"));
        Assert.Equal((2, 1, 0, 1), latin.Counts());
        Assert.Contains("UTF-8", latin["faults"]![0]!.Text("reason"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("email,phone\n", "column \"id\" is missing")]
    [InlineData("id,email,Email\n", "2 columns named")]
    [InlineData("id,\"email\n", "not closed")]
    [InlineData("Name,E-Mail\n", "the file has \"Name\", \"E-Mail\"; name the one with your own ids \"id\"")]
    [InlineData("id,E-Mail,email\n", "2 columns named")]
    [InlineData("id,Prénom\n", "neither a field nor an attribute")]
    [InlineData("id,points:money\n", "write :number, :date or :boolean")]
    [InlineData("\n\nsep=;\n", "empty")]
    public async Task Csv_WithABadHeader_IsRefusedWhole(string file, string words)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        Assert.Contains(
            words,
            (await admin.UploadAsync("contacts", new StringContent(file, Encoding.UTF8, "text/csv"))).ExpectInvalid("file"),
            StringComparison.Ordinal
        );
        var wide = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"a{i}"));
        Assert.Contains(
            "10001 columns",
            (await admin.UploadAsync("contacts", new StringContent($"id,{wide}", Encoding.UTF8, "text/csv"))).ExpectInvalid("file"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Quote_ThatIsNeverClosed_CostsOneRecord()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var filler = string.Concat(Enumerable.Range(0, 9_000).Select(i => $"f{i},x{i}\n"));

        var import = await admin.ImportAsync("contacts", $"id,firstName\nc1,\"open\n{filler}last,Bob\n");

        Assert.Equal((9_002, 9_001, 0, 1), import.Counts());
        Assert.Contains("not closed", import["faults"]![0]!.Text("reason"), StringComparison.Ordinal);
        (await admin.GetAsync("/api/contacts/last")).Expect(200);
    }

    [Fact]
    public async Task Import_OfAnotherTenant_IsNotThere()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        var import = await admin.ImportAsync("contacts", "id\nc1\n");

        (await other.GetAsync($"/api/imports/{import.Id()}")).ExpectProblem(404, "notFound");
        Assert.Empty((await other.GetAsync("/api/imports")).Expect(200)["items"]!.AsArray());
        var listed = Assert.Single((await admin.GetAsync("/api/imports")).Expect(200)["items"]!.AsArray())!.AsObject();
        Assert.Equal(0, listed["faultCount"]!.GetValue<long>());
        Assert.False(listed.ContainsKey("faults"));
        Assert.Equal(0, ((InMemoryImportStore)api.Get<IImportStore>()).Parts);
    }
}

/// <summary>Carries imports out at once, as their orchestration does.</summary>
internal sealed class InlineImports(ImportChunkProcessor parts) : IImportRunner
{
    public async Task StartAsync(ImportJob job, CancellationToken cancellationToken)
    {
        while (!await parts.ProcessNextAsync(new ImportRef(job.TenantId, job.Id), cancellationToken)) { }
    }
}
