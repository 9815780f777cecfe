using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Channels.Acs;

namespace CampaignTasks.Channels.Tests.Acs;

public sealed class AcsSignatureTests
{
    private const string Date = "Mon, 05 Jan 2026 10:20:30 GMT";
    private const string Host = "contoso.communication.azure.com";
    private static readonly byte[] Key = Convert.FromBase64String("c2VjcmV0LWtleS1mb3ItZG9jcy0wMTIzNDU2Nzg5MA==");
    private static readonly AcsSignature Signature = new(Key);

    [Fact]
    public void Authorization_OfAPost_IsTheWorkedExample()
    {
        var body =
            """{"senderAddress":"no-reply@mail.example.com","content":{"subject":"Hi","plainText":"Hello"},"recipients":{"to":[{"address":"ann@example.net"}]}}"""u8;

        var hash = AcsSignature.ContentHash(body);
        var value = Signature.Authorization("POST\n/emails:send?api-version=2025-09-01", Date, Host, hash);

        Assert.Equal("NmPmY8RFcQpDOuQUMHXZ6hP8+ODnCw0O6v60njknPqA=", hash);
        Assert.Equal(
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=EXS+34SSsKrBkgjIukAs5/Yz3hu6dnj/MW+dskqLh3s=",
            value
        );
    }

    [Fact]
    public void Authorization_OfAGet_IsTheWorkedExample()
    {
        var hash = AcsSignature.ContentHash([]);
        var value = Signature.Authorization(
            "GET\n/emails/operations/8540c0de-899f-5cce-acb5-3ec493af3800?api-version=2025-09-01",
            Date,
            Host,
            hash
        );

        Assert.Equal("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", hash);
        Assert.EndsWith("&Signature=hUo1HlcMQgA/946sGS+1TzutSihlAGrS9qgjT20IJug=", value, StringComparison.Ordinal);
    }

    [Fact]
    public void Authorization_OfAVeryLongHost_IsSignedAll()
    {
        var hash = AcsSignature.ContentHash([]);
        var host = new string('h', 3000);

        Assert.EndsWith(
            "=" + Expected("GET\n/", host, hash),
            Signature.Authorization("GET\n/", Date, host, hash),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Authorization_AskedByManyThreadsAtOnce_IsEachRequestsOwn()
    {
        var hash = AcsSignature.ContentHash([]);

        var signed = Enumerable
            .Range(0, 2_000)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(8)
            .Select(number => Signature.Authorization($"GET\n/{number}", Date, Host, hash))
            .ToList();

        Assert.All(signed.Index(), one =>
            Assert.EndsWith("=" + Expected($"GET\n/{one.Index}", Host, hash), one.Item, StringComparison.Ordinal)
        );
    }

    private static string Expected(string request, string host, string hash) =>
        Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{request}\n{Date};{host};{hash}")));
}
