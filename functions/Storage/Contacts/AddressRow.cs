using Azure.Data.Tables;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Storage.Contacts;

/// <summary>What the index holds of an address.</summary>
internal sealed record AddressRow(string? ContactId, Consent? Consent, TableEntity Row);
