using Azure.Core;
using Azure.Core.Pipeline;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Tests.Rows;

/// <summary>Loses the answer to the next write that the service carried out, so that the pipeline asks again.</summary>
internal sealed class LostAnswers : HttpPipelinePolicy
{
    private int _toLose;

    public int Lost { get; private set; }

    public TableClientOptions Options
    {
        get
        {
            var options = new TableClientOptions();
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.AddPolicy(this, HttpPipelinePosition.PerRetry);
            return options;
        }
    }

    public void LoseNext() => Interlocked.Exchange(ref _toLose, 1);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        var isWritten = message.Request.Method != RequestMethod.Get && message.Response.Status < 300;
        if (isWritten && Interlocked.Exchange(ref _toLose, 0) is 1)
        {
            Lost++;
            throw new IOException("The connection broke before the answer came.");
        }
    }
}
