using CampaignTasks.Application.Contacts;

namespace CampaignTasks.Application.Imports;

/// <summary>A contact of a file.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Request">The contact.</param>
/// <param name="Given">The names of the fields that are given, also those given as null.</param>
internal sealed record ContactRecord(long Line, ContactRequest Request, IReadOnlySet<string> Given);
