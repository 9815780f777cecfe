using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Tests.Pipeline;

/// <summary>The signatures were computed with OpenSSL from the strings the protocol's reference prescribes.</summary>
public sealed class SharedKeyTests
{
    private const string Date = "Fri, 26 Jun 2015 23:39:12 GMT";
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("not-a-real-key-not-a-real-key-000");

    [Theory]
    [InlineData("https://myaccount.table.core.windows.net/mytable(PartitionKey=%27a%27,RowKey=%27b%27)", "btX/05fvHAUt4yzJTctUZxv07p1XY1X4/JTMMT1wb1g=")]
    [InlineData("https://myaccount.table.core.windows.net/mytable(PartitionKey='a',RowKey='%2520')", "ndsrz4y7Ixl6CFXx2jNoitDhh6/ylAYqX3eAjrEs02k=")]
    [InlineData("https://myaccount.table.core.windows.net/mytable?timeout=20&comp=acl", "tAb+btYyAlJHcMKH131TTklbs2KQralTkGzlZjWSFmo=")]
    public void Lite_SignsTheDateTheEncodedPathAndTheComponent(string uri, string signature)
    {
        var policy = new SharedKeyLitePolicy("myaccount", Key, TimeProvider.System);

        Assert.Equal($"SharedKeyLite myaccount:{signature}", policy.Authorization(Date, new(uri)));
    }

    [Fact]
    public void Full_SignsTheReferencesExample()
    {
        var request = NewRequest(RequestMethod.Get, "https://myaccount.blob.core.windows.net/mycontainer?restype=container&comp=metadata&timeout=20");
        request.Headers.Add("x-ms-version", "2015-02-21");
        request.Headers.Add("x-ms-date", Date);
        var policy = new SharedKeyPolicy("myaccount", Key, TimeProvider.System);

        Assert.Equal(
            $"GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:{Date}\nx-ms-version:2015-02-21\n/myaccount/mycontainer\ncomp:metadata\nrestype:container\ntimeout:20",
            policy.StringToSign(request));
        Assert.Equal("SharedKey myaccount:pgwBbJwgKQdygppXwsh0XI7nxccjQgopkwZ+OsPq8GE=", policy.Authorization(request));
    }

    [Fact]
    public void Full_SignsBodyHeadersAndConditions_AndDecodesTheQuery()
    {
        var request = NewRequest(RequestMethod.Put, "http://127.0.0.1:10001/devstoreaccount1/queue/messages/id?popreceipt=a%2Bb%3D&visibilitytimeout=5");
        request.Content = RequestContent.Create(new byte[11]);
        request.Headers.Add("Content-Type", "application/xml");
        request.Headers.Add("If-Match", "\"1\"");
        request.Headers.Add("x-ms-version", "2021-12-02");
        request.Headers.Add("X-MS-Date", Date);

        Assert.Equal(
            $"PUT\n\n\n11\n\napplication/xml\n\n\n\"1\"\n\n\n\nx-ms-date:{Date}\nx-ms-version:2021-12-02\n"
            + "/devstoreaccount1/devstoreaccount1/queue/messages/id\npopreceipt:a+b=\nvisibilitytimeout:5",
            new SharedKeyPolicy("devstoreaccount1", Key, TimeProvider.System).StringToSign(request));
    }

    [Fact]
    public void Full_SignsAnEmptyBodyAsNoLength()
    {
        var request = NewRequest(RequestMethod.Put, "https://a.blob.core.windows.net/c/b");
        request.Content = RequestContent.Create(Array.Empty<byte>());

        Assert.StartsWith("PUT\n\n\n\n\n", new SharedKeyPolicy("a", Key, TimeProvider.System).StringToSign(request), StringComparison.Ordinal);
    }

    private static Request NewRequest(RequestMethod method, string uri)
    {
        var request = new HttpClientTransport().CreateRequest();
        request.Method = method;
        request.Uri.Reset(new(uri));
        return request;
    }
}
