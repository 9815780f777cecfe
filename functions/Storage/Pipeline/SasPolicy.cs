using Azure.Core;
using Azure.Core.Pipeline;

namespace CampaignTasks.Storage.Pipeline;

/// <summary>Adds a shared access signature to the query, once per request however often it is tried.</summary>
internal sealed class SasPolicy(string token) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri;
        uri.Query = uri.Query is { Length: > 0 } query ? $"{query}&{token}" : $"?{token}";
    }
}
