using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace CampaignTasks.App.Functions.Edge;

/// <summary>
/// Takes the Functions host's own calls out of the pipeline before anything else sees them: no limit, rule or redirect may answer in
/// their place. Public requests reach this server through the same host, under <c>/api</c>; none of them can pass for a call.
/// </summary>
internal sealed class InvocationMiddleware(RequestDelegate next, InvocationEdge edge)
{
    /// <summary>What Azure's front end and proxies add to every request of the public; the host's own calls have none of it.</summary>
    private static readonly string[] MarksOfThePublic =
        ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-URL", "X-ARR-LOG-ID", "X-SITE-DEPLOYMENT-ID", "Disguised-Host", "Forwarded"];

    private static readonly FrozenDictionary<string, Function> Functions = FunctionCatalog.All
        .Where(function => function is not Function.Http)
        .ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsCall(context, out var name))
        {
            return next(context);
        }

        Unbind(context);
        return edge.AnswerAsync(name, Functions.GetValueOrDefault(name), context);
    }

    // The target as it came over the wire: a public path that dots or escapes would turn into a function's name is not one.
    private static bool IsCall(HttpContext context, [NotNullWhen(true)] out string? name)
    {
        name = HttpMethods.IsPost(context.Request.Method)
            && context.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', .. { Length: > 0 } target]
            && target.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            && IsLoopback(context)
            && !MarksOfThePublic.Any(context.Request.Headers.ContainsKey)
                ? target
                : null;
        return name is not null;
    }

    private static bool IsLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
        && IPAddress.TryParse(context.Request.Host.Host, out var host) && IPAddress.IsLoopback(host);

    // A long history is a long body, and a host that pauses while it sends one is no attacker.
    private static void Unbind(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } read)
        {
            read.MinDataRate = null;
        }

        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } write)
        {
            write.MinDataRate = null;
        }
    }
}
