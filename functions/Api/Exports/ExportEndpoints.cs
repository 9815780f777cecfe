using CampaignTasks.Api.Http;
using CampaignTasks.Application.Exports;

namespace CampaignTasks.Api.Exports;

/// <summary>The words that endpoints of exports are described with.</summary>
internal static class ExportEndpoints
{
    private static readonly QueryParameter FormatParameter = QueryParameter.OneOf<ExportFormat>(
        "format",
        "CSV with a header, or one JSON object a line; CSV unless said otherwise."
    );

    private static readonly QueryParameter AfterParameter = new(
        ExportPosition.Field,
        "The `id` of the last row that you have: the export goes on behind it, without a header."
    );

    /// <summary>Takes the query of an export and lets it take as long as its caller reads.</summary>
    public static RouteHandlerBuilder Exports(this RouteHandlerBuilder builder, params QueryParameter[] parameters) =>
        builder.WithMetadata(new WithoutRequestTimeout()).Query([FormatParameter, AfterParameter, .. parameters]);

    /// <summary>Returns the row to go on behind; null to begin.</summary>
    public static string? After(this Query query) => query.Text(ExportPosition.Field);

    /// <summary>Returns the format that is asked for.</summary>
    public static ExportFormat Format(this Query query) => query.One<ExportFormat>("format") ?? ExportFormat.Csv;
}
