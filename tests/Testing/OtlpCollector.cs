using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Testing;

/// <summary>A collector on loopback that takes traces and metrics by OTLP over HTTP, and reads of them what tests ask for.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentDictionary<(string Metric, string Series), double> _points = new();

    private OtlpCollector(WebApplication app) => _app = app;

    public IReadOnlyList<OtlpSpan> Spans => [.. _spans];

    /// <summary>What an app is started with to export here, soon and by every signal.</summary>
    public (string Name, string Value)[] Settings =>
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", _app.Urls.Single()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("OTEL_BSP_MAX_QUEUE_SIZE", "100000"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
        ];

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Limits.MaxRequestBodySize = 64 * 1024 * 1024).UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new OtlpCollector(app);
        app.MapPost("/v1/traces", (RequestDelegate)(context => TakeAsync(context, collector.TakeTraces)));
        app.MapPost("/v1/metrics", (RequestDelegate)(context => TakeAsync(context, collector.TakeMetrics)));
        await app.StartAsync();
        return collector;
    }

    /// <summary>The newest value of a metric's series whose tags hold all of these, summed: a sum's value, a histogram's count.</summary>
    public double Total(string metric, params string[] tags) =>
        _points
            .Where(point => point.Key.Metric == metric && tags.All(tag => point.Key.Series.Contains($"|{tag}|", StringComparison.Ordinal)))
            .Sum(point => point.Value);

    public IReadOnlySet<string> Metrics => _points.Keys.Select(key => key.Metric).ToHashSet(StringComparer.Ordinal);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task TakeAsync(HttpContext context, Action<ProtoMessage> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        take(ProtoMessage.Parse(body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }

    // ExportTraceServiceRequest: resource_spans 1 → scope_spans 2 → spans 2.
    private void TakeTraces(ProtoMessage request)
    {
        foreach (var span in request.All(1).SelectMany(resource => resource.All(2)).SelectMany(scope => scope.All(2)))
        {
            _spans.Enqueue(
                new OtlpSpan(
                    Convert.ToHexStringLower(span.Bytes(1)),
                    Convert.ToHexStringLower(span.Bytes(2)),
                    Convert.ToHexStringLower(span.Bytes(4)),
                    Encoding.UTF8.GetString(span.Bytes(5)),
                    Series(span, 9)
                )
            );
        }
    }

    // ExportMetricsServiceRequest: resource_metrics 1 → scope_metrics 2 → metrics 2; a metric is a gauge 5, a sum 7 or a histogram 9 of
    // points 1.
    private void TakeMetrics(ProtoMessage request)
    {
        foreach (var metric in request.All(1).SelectMany(resource => resource.All(2)).SelectMany(scope => scope.All(2)))
        {
            var name = Encoding.UTF8.GetString(metric.Bytes(1));
            foreach (var point in metric.All(5).Concat(metric.All(7)).SelectMany(sum => sum.All(1)))
            {
                _points[(name, Series(point, 7))] = point.Fixed(4) is { } real
                    ? BitConverter.UInt64BitsToDouble(real)
                    : point.Fixed(6) ?? 0;
            }

            foreach (var point in metric.All(9).SelectMany(histogram => histogram.All(1)))
            {
                _points[(name, Series(point, 9))] = point.Fixed(4) ?? 0;
            }
        }
    }

    private static string Series(ProtoMessage point, int attributes) =>
        "|"
        + string.Join('|', point.All(attributes).Select(pair => $"{Encoding.UTF8.GetString(pair.Bytes(1))}={Value(pair.All(2).Single())}"))
        + "|";

    private static string Value(ProtoMessage any) =>
        any.Has(1) ? Encoding.UTF8.GetString(any.Bytes(1)) : any.Varint(3)?.ToString(CultureInfo.InvariantCulture) ?? "?";
}

/// <summary>A span as it was exported; ids in hex, the parent's empty for a root; attributes as <c>|name=value|</c>.</summary>
public sealed record OtlpSpan(string TraceId, string Id, string ParentId, string Name, string Attributes);

/// <summary>A protobuf message of a schema that is known by its field numbers only.</summary>
public sealed class ProtoMessage
{
    private readonly List<(int Field, byte[]? Bytes, ulong Number, bool IsFixed)> _fields = [];

    public static ProtoMessage Parse(byte[] bytes)
    {
        var message = new ProtoMessage();
        var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag and not 0)
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            message._fields.Add(
                WireFormat.GetTagWireType(tag) switch
                {
                    WireFormat.WireType.LengthDelimited => (field, input.ReadBytes().ToByteArray(), 0, false),
                    WireFormat.WireType.Fixed64 => (field, null, input.ReadFixed64(), true),
                    WireFormat.WireType.Fixed32 => (field, null, input.ReadFixed32(), true),
                    _ => (field, null, input.ReadUInt64(), false),
                }
            );
        }

        return message;
    }

    public bool Has(int field) => _fields.Exists(one => one.Field == field);

    public IEnumerable<ProtoMessage> All(int field) =>
        _fields.Where(one => one.Field == field && one.Bytes is not null).Select(one => Parse(one.Bytes!));

    public byte[] Bytes(int field) => _fields.Where(one => one.Field == field).Select(one => one.Bytes!).FirstOrDefault([]);

    public ulong? Fixed(int field) =>
        _fields.Where(one => one.Field == field && one.IsFixed).Select(one => (ulong?)one.Number).FirstOrDefault();

    public ulong? Varint(int field) =>
        _fields.Where(one => one.Field == field && !one.IsFixed).Select(one => (ulong?)one.Number).FirstOrDefault();
}
