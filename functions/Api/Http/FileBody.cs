using System.Text;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Tenants;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CampaignTasks.Api.Http;

/// <summary>The reading of uploaded files: a request's body of any length, read while it arrives.</summary>
internal static class FileBody
{
    // The longest byte order mark there is.
    private const int LongestMark = 4;

    // A UTF-16 file says so by its byte order mark.
    private static readonly string[] Charsets = ["", "utf-8", "utf-16", "us-ascii"];

    /// <summary>The file's media type: one of those that the endpoint <see cref="TakesFile"/> of.</summary>
    /// <exception cref="ProblemException">415: the file's form is not named, or not one of the endpoint's; or it is compressed.</exception>
    public static string TypeOf(HttpContext context)
    {
        RequestBody.EnsurePlain(context.Request);
        var taken = context.GetEndpoint()?.Metadata.GetMetadata<TakesFile>()?.MediaTypes ?? [];
        return
            MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            && Charsets.Contains(type.Charset.ToString().Trim('"'), StringComparer.OrdinalIgnoreCase)
            && taken.FirstOrDefault(one => type.MediaType.Equals(one, StringComparison.OrdinalIgnoreCase)) is { } known
            ? known
            : throw new ProblemException(Problems.UnsupportedMediaType(taken));
    }

    /// <summary>
    /// The body, however long it is, and however small the pieces are that it comes in. It takes a place until the request ends.
    /// </summary>
    /// <exception cref="CampaignTasks.Domain.CapacityExceededException">Too many files are being taken in.</exception>
    public static async Task<Stream> OpenAsync(HttpContext context)
    {
        context.RequestServices.GetRequiredService<BodyCapacity>().Upload(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        // Whoever reads text looks for the mark in what comes first, which may be a single byte.
        var body = context.Request.BodyReader;
        var start = await body.ReadAtLeastAsync(LongestMark, context.RequestAborted);
        body.AdvanceTo(start.Buffer.Start);
        var file = new ArrivingStream(
            body.AsStream(leaveOpen: true),
            context.Features.Get<ByteRoom>(),
            context.RequestServices.GetRequiredService<IOptions<AppOptions>>().Value,
            context.RequestServices.GetRequiredService<TimeProvider>()
        );
        context.Features.Set(file);
        return file;
    }
}
