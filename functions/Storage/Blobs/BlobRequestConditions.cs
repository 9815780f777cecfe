using Azure;
using Azure.Core;

namespace CampaignTasks.Storage.Blobs;

/// <summary>What must hold of a blob for a request to be carried out; what is null is not asked.</summary>
public sealed record BlobRequestConditions
{
    /// <summary>The version it must have.</summary>
    public ETag? IfMatch { get; init; }

    /// <summary>The version it must not have; <see cref="ETag.All"/> on an upload: it must not exist.</summary>
    public ETag? IfNoneMatch { get; init; }

    /// <summary>The lease that must be held on it. A write to a leased blob must name its lease.</summary>
    public string? LeaseId { get; init; }

    internal void Apply(Request request)
    {
        if (IfMatch is { } match)
        {
            request.Headers.Add("If-Match", match.ToString("H"));
        }

        if (IfNoneMatch is { } none)
        {
            request.Headers.Add("If-None-Match", none.ToString("H"));
        }

        if (LeaseId is { } lease)
        {
            request.Headers.Add("x-ms-lease-id", lease);
        }
    }
}
