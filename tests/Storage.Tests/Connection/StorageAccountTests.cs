using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using CampaignTasks.Storage.Connection;
using static CampaignTasks.Storage.Tests.Connection.ScriptedTransport;

namespace CampaignTasks.Storage.Tests.Connection;

public sealed class StorageAccountTests
{
    private const string Key = "bm90LWEtcmVhbC1rZXk=";

    [Fact]
    public void Parse_OfThePortalsString_FindsTheThreeServices()
    {
        var account = StorageAccount.Parse(
            $"DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={Key};EndpointSuffix=core.windows.net"
        );

        Assert.Equal("acme", account.Name);
        Assert.Equal(new("https://acme.table.core.windows.net"), account.TableEndpoint);
        Assert.Equal(new("https://acme.queue.core.windows.net"), account.QueueEndpoint);
        Assert.Equal(new("https://acme.blob.core.windows.net"), account.BlobEndpoint);
        Assert.Null(account.Identity);
        Assert.False(account.IsDevelopment);
    }

    [Fact]
    public void Parse_KeepsExplicitEndpoints_InAnyOrder()
    {
        var account = StorageAccount.Parse(
            $"TableEndpoint=http://127.0.0.1:1/acme/;QueueEndpoint=http://127.0.0.1:2/acme;BlobEndpoint=http://127.0.0.1:3/acme;AccountKey={Key};AccountName=acme;"
        );

        Assert.Equal(
            ("http://127.0.0.1:1/acme", "http://127.0.0.1:2/acme", "http://127.0.0.1:3/acme"),
            (account.TableEndpoint.AbsoluteUri, account.QueueEndpoint.AbsoluteUri, account.BlobEndpoint.AbsoluteUri)
        );
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
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
    [InlineData("AccountName=acme;AccountKey=" + Key + ";AccountName=other", "twice")]
    [InlineData("AccountName=acme;AccountKey=" + Key + ";TableEndpoint=secret", "TableEndpoint")]
    [InlineData("AccountName=acme;AccountKey=" + Key + ";QueueEndpoint=secret", "QueueEndpoint")]
    [InlineData("UseDevelopmentStorage=false", "UseDevelopmentStorage")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=secret", "DevelopmentStorageProxyUri")]
    [InlineData("SharedAccessSignature=sv=1&sig=secret", "TableEndpoint")]
    [InlineData("secret", "Name=Value")]
    [InlineData(Key, "AccountName")]
    public void Parse_OfABrokenString_NamesThePart_AndNeverItsValue(string text, string part)
    {
        var failure = Assert.Throws<FormatException>(() => StorageAccount.Parse(text));

        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key.TrimEnd('='), failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sas_IsSentInTheQuery_AndStandsInNoEndpoint()
    {
        var account = StorageAccount.Parse(
            "TableEndpoint=https://acme.table.core.windows.net/;QueueEndpoint=https://acme.queue.core.windows.net/;BlobEndpoint=https://acme.blob.core.windows.net/;SharedAccessSignature=?sv=2021&sig=a%2Bb"
        );
        var transport = new ScriptedTransport(Answer(204));

        await account
            .NewTables(options => options.Transport = transport)
            .GetTableClient("table")
            .AddEntityAsync(new TableEntity("p", "r"), CancellationToken.None);

        Assert.Contains("sig=a%2Bb", transport.Seen[0].Uri, StringComparison.Ordinal);
        Assert.False(transport.Seen[0].Headers.ContainsKey("Authorization"));
        Assert.Equal("acme", account.Name);
        Assert.All([account.TableEndpoint, account.QueueEndpoint, account.BlobEndpoint], endpoint => Assert.Empty(endpoint.Query));
    }

    [Fact]
    public async Task Identity_SendsABearerTokenForStorage()
    {
        var credential = new OneToken();
        var transport = new ScriptedTransport(Answer(204));
        var tables = StorageAccount.WithIdentity("acme", credential).NewTables(options => options.Transport = transport);

        await tables.GetTableClient("table").AddEntityAsync(new TableEntity("p", "r"), CancellationToken.None);

        Assert.Equal("Bearer not-a-real-token", transport.Seen[0].Headers["Authorization"]);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public void Configuration_WithAConnectionString_IsParsed() =>
        Assert.True(StorageAccount.FromConfiguration(Settings(("AzureWebJobsStorage", "UseDevelopmentStorage=true"))).IsDevelopment);

    [Fact]
    public void Configuration_WithAnAccountName_UsesIdentity()
    {
        var account = StorageAccount.FromConfiguration(Settings(("AzureWebJobsStorage:accountName", "acme")));

        Assert.Equal(("acme", "https://acme.queue.core.windows.net/"), (account.Name, account.QueueEndpoint.AbsoluteUri));
        Assert.IsType<DefaultAzureCredential>(account.Identity);
        Assert.Null(account.ConnectionString);
    }

    [Fact]
    public void Configuration_WithServiceUris_UsesThem()
    {
        var account = StorageAccount.FromConfiguration(
            Settings(
                ("Store:tableServiceUri", "https://acme.table.core.chinacloudapi.cn"),
                ("Store:queueServiceUri", "https://acme.queue.core.chinacloudapi.cn"),
                ("Store:blobServiceUri", "https://acme.blob.core.chinacloudapi.cn"),
                ("Store:credential", "managedidentity"),
                ("Store:clientId", "id")
            ),
            "Store"
        );

        Assert.Equal(("acme", "acme.blob.core.chinacloudapi.cn"), (account.Name, account.BlobEndpoint.Host));
        Assert.IsType<ManagedIdentityCredential>(account.Identity);
    }

    [Theory]
    [InlineData("Other", "x", "AzureWebJobsStorage")]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "https://acme.table.core.windows.net", "AzureWebJobsStorage__queueServiceUri")]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "acme", "AzureWebJobsStorage__tableServiceUri")]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "http://acme", "AzureWebJobsStorage__tableServiceUri")]
    [InlineData("AzureWebJobsStorage", "AccountName=acme", "AzureWebJobsStorage")]
    public void Configuration_ThatIsIncomplete_NamesTheSetting(string name, string value, string named)
    {
        var failure = Assert.Throws<FormatException>(() => StorageAccount.FromConfiguration(Settings((name, value))));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    private static FlatConfiguration Settings(params (string Name, string Value)[] settings) =>
        new(settings.ToDictionary(setting => setting.Name, setting => setting.Value));

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
