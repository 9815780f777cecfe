using System.Diagnostics;
using System.Runtime.CompilerServices;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CampaignTasks.Api.Telemetry;

/// <summary>
/// The export of traces and metrics by OTLP, when OpenTelemetry's standard variables name an endpoint. Otherwise nothing is measured, and
/// the SDK is not even loaded.
/// </summary>
internal static class TelemetryExport
{
    private const string ServiceName = "OTEL_SERVICE_NAME";

    private const string Traces = "TRACES";

    private const string Metrics = "METRICS";

    /// <summary>Adds the exporters that are configured.</summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration settings)
    {
        if (Exports(settings, Traces) || Exports(settings, Metrics))
        {
            Add(services, settings);
        }

        return services;
    }

    /// <summary>Returns true when a signal has an endpoint and is not disabled.</summary>
    private static bool Exports(IConfiguration settings, string signal) =>
        !string.Equals(settings["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(settings[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase)
        && (
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 }
            || settings[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 }
        );

    // A separate method: the runtime loads the SDK for a method that names its types, which would slow down every cold start.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(IServiceCollection services, IConfiguration settings)
    {
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => Name(resource, settings));
        if (Exports(settings, Traces))
        {
            // The SDK's sampler: all traces that begin here, and those a caller sampled, unless OTEL_TRACES_SAMPLER is set.
            telemetry.WithTracing(traces =>
                traces
                    .AddSource("CampaignTasks*", "DurableTask.Core", "System.Net.Http")
                    .AddAspNetCoreInstrumentation(options =>
                    {
                        options.Filter = IsTraced;
                        options.EnrichWithHttpResponse = ReplacePath;
                    })
                    .AddOtlpExporter()
            );
        }

        if (Exports(settings, Metrics))
        {
            // Not System.Net.Http: its duration would be measured for every message a second time.
            telemetry.WithMetrics(metrics =>
                metrics
                    .AddMeter("CampaignTasks*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                    .AddOtlpExporter()
            );
        }
    }

    private static void Name(ResourceBuilder resource, IConfiguration settings)
    {
        if (
            settings[ServiceName] is null or ""
            && settings["OTEL_RESOURCE_ATTRIBUTES"]?.Contains("service.name=", StringComparison.Ordinal) is not true
        )
        {
            resource.AddService("campaign-tasks", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString());
        }
    }

    /// <summary>Replaces the path by the route: paths name people, and unsubscribe links work for anyone who has them.</summary>
    private static void ReplacePath(Activity span, HttpResponse response) =>
        span.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unknown");

    /// <summary>Returns false for probes and delivery reports: they have metrics, and their traces would outnumber all others.</summary>
    private static bool IsTraced(HttpContext context) =>
        context.Request.Path != "/"
        && !context.Request.Path.StartsWithSegments("/api/health")
        && !context.Request.Path.StartsWithSegments("/api/hooks");
}
