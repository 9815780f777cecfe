namespace CampaignTasks.Application.Creatives;

/// <summary>The segments that an SMS is sent and paid in.</summary>
/// <param name="Encoding">`GSM-7` or `UCS-2`.</param>
/// <param name="Count">The segments.</param>
public sealed record SmsSegmentsView(string Encoding, int Count);
