using System.Text;
using Azure.Core;
using CampaignTasks.Storage.Pipeline;
using CampaignTasks.Storage.Queues;
using CampaignTasks.Storage.Tables;
using static CampaignTasks.Storage.Tests.Pipeline.ScriptedTransport;

namespace CampaignTasks.Storage.Tests.Pipeline;

public sealed class StorageAccountTests
{
    private const string Key = "bm90LWEtcmVhbC1rZXk=";

    [Fact]
    public void Parse_OfThePortalsString_FindsTheThreeServices()
    {
        var account = StorageAccount.Parse($"DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={Key};EndpointSuffix=core.windows.net");

        Assert.Equal("acme", account.Name);
        Assert.Equal(new("https://acme.table.core.windows.net"), account.TableEndpoint);
        Assert.Equal(new("https://acme.queue.core.windows.net"), account.QueueEndpoint);
        Assert.Equal(new("https://acme.blob.core.windows.net"), account.BlobEndpoint);
        Assert.Equal("not-a-real-key", Encoding.ASCII.GetString(Assert.IsType<StorageCredential.SharedKey>(account.Credential).Key.Span));
        Assert.False(account.IsDevelopment);
    }

    [Fact]
    public void Parse_KeepsExplicitEndpoints_InAnyOrderAndCase()
    {
        var account = StorageAccount.Parse(
            $" tableendpoint=http://127.0.0.1:1/acme/ ; QUEUEENDPOINT=http://127.0.0.1:2/acme;BlobEndpoint=http://127.0.0.1:3/acme;accountkey={Key};AccountName=acme;");

        Assert.Equal(
            ("http://127.0.0.1:1/acme", "http://127.0.0.1:2/acme", "http://127.0.0.1:3/acme"),
            (account.TableEndpoint.AbsoluteUri, account.QueueEndpoint.AbsoluteUri, account.BlobEndpoint.AbsoluteUri));
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=True;", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://emulator", "http://emulator:10002/devstoreaccount1")]
    public void Parse_OfDevelopmentStorage_IsTheEmulator(string text, string tables) =>
        Assert.Equal(tables, StorageAccount.Parse(text).TableEndpoint.AbsoluteUri);

    [Fact]
    public void DevelopmentAccount_KnowsThatItIsOne()
    {
        Assert.True(StorageAccount.Parse("UseDevelopmentStorage=true").IsDevelopment);
        Assert.False(StorageAccount.Parse("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://emulator").IsDevelopment);
    }

    [Theory]
    [InlineData("", "AccountName")]
    [InlineData("AccountName=acme", "AccountKey")]
    [InlineData("AccountKey=" + Key, "AccountName")]
    [InlineData("AccountName=acme;AccountKey=secret!", "AccountKey")]
    [InlineData("AccountName=acme;AccountKey=", "AccountKey")]
    [InlineData("AccountName=acme;AccountKey=" + Key + ";AccountName=other", "AccountName")]
    [InlineData("AccountName=acme;AccountKey=" + Key + ";DefaultEndpointsProtocol=ftp", "DefaultEndpointsProtocol")]
    [InlineData("AccountName=acme;AccountKey=" + Key + ";TableEndpoint=not-a-uri", "TableEndpoint")]
    [InlineData("UseDevelopmentStorage=false", "UseDevelopmentStorage")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=emulator", "DevelopmentStorageProxyUri")]
    [InlineData("SharedAccessSignature=sv=1&sig=x", "TableEndpoint")]
    [InlineData("just text", "Name=Value")]
    public void Parse_OfABrokenString_NamesThePart_AndNeverItsValue(string text, string part)
    {
        var failure = Assert.Throws<FormatException>(() => StorageAccount.Parse(text));

        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sas_IsSentInTheQuery_AndNothingIsSigned()
    {
        var account = StorageAccount.Parse("AccountName=acme;SharedAccessSignature=?sv=2021&sig=a%2Bb");
        var transport = new ScriptedTransport(Answer(503), Answer(204));
        var options = new TableClientOptions { Transport = transport };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);

        await new TableClient(account, "table", options).AddEntityAsync(new("p", "r"), CancellationToken.None);

        Assert.All(transport.Seen, request => Assert.Equal("https://acme.table.core.windows.net/table?sv=2021&sig=a%2Bb", request.Uri));
        Assert.All(transport.Seen, request => Assert.False(request.Headers.ContainsKey("Authorization")));
    }

    [Fact]
    public async Task Identity_SendsABearerTokenForStorage()
    {
        var credential = new OneToken();
        var transport = new ScriptedTransport(Answer(204));
        var table = new TableClient(StorageAccount.WithIdentity("acme", credential), "table", new() { Transport = transport });

        await table.AddEntityAsync(new("p", "r"), CancellationToken.None);

        Assert.Equal("Bearer not-a-real-token", transport.Seen[0].Headers["Authorization"]);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public void Secrets_AreNotPrinted()
    {
        var account = StorageAccount.Parse($"AccountName=acme;AccountKey={Key}");

        Assert.Equal("SharedKey", account.Credential.ToString());
        Assert.Equal("Sas", new StorageCredential.Sas("sig=secret").ToString());
    }

    [Fact]
    public void Configuration_WithAConnectionString_IsParsed() =>
        Assert.True(StorageAccount.FromConfiguration(Settings(("AzureWebJobsStorage", "UseDevelopmentStorage=true"))).IsDevelopment);

    [Fact]
    public void Configuration_WithAnAccountName_UsesIdentity()
    {
        var account = StorageAccount.FromConfiguration(Settings(("AzureWebJobsStorage:accountName", "acme")));

        Assert.Equal(("acme", "https://acme.queue.core.windows.net/"), (account.Name, account.QueueEndpoint.AbsoluteUri));
        Assert.IsType<StorageCredential.Identity>(account.Credential);
    }

    [Fact]
    public void Configuration_WithServiceUris_UsesThem()
    {
        var account = StorageAccount.FromConfiguration(Settings(
            ("Store:tableServiceUri", "https://acme.table.core.chinacloudapi.cn"), ("Store:queueServiceUri", "https://acme.queue.core.chinacloudapi.cn"),
            ("Store:blobServiceUri", "https://acme.blob.core.chinacloudapi.cn"), ("Store:credential", "managedidentity"), ("Store:clientId", "id")), "Store");

        Assert.Equal(("acme", "acme.blob.core.chinacloudapi.cn"), (account.Name, account.BlobEndpoint.Host));
    }

    [Theory]
    [InlineData("Other", "x", "AzureWebJobsStorage")]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "https://acme.table.core.windows.net", "AzureWebJobsStorage__queueServiceUri")]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "acme", "AzureWebJobsStorage__tableServiceUri")]
    public void Configuration_ThatIsIncomplete_NamesTheSetting(string name, string value, string named)
    {
        var failure = Assert.Throws<FormatException>(() => StorageAccount.FromConfiguration(Settings((name, value))));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clients_ShareOneSetting_AndOneWayToConfigure()
    {
        var configured = new List<StorageClientOptions>();

        var clients = new StorageClients(StorageAccount.Parse("UseDevelopmentStorage=true"), configured.Add);

        Assert.Equal(3, configured.Count);
        Assert.Equal("jobs", clients.Queues.GetQueueClient("jobs", QueueMessageEncoding.Base64).Name);
        Assert.Equal("rows", clients.Tables.GetTableClient("rows").Name);
        Assert.Equal("leases", clients.Blobs.GetBlobContainerClient("leases").Name);
    }

    private static FlatConfiguration Settings(params (string Name, string Value)[] settings) => new(settings.ToDictionary(setting => setting.Name, setting => setting.Value));

    private sealed class OneToken : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new("not-a-real-token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
