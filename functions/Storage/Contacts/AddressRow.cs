using Azure.Data.Tables;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Storage.Contacts;

/// <summary>An entry of the index of addresses.</summary>
internal sealed record AddressRow(string? ContactId, Consent? Consent, TableEntity Row);
