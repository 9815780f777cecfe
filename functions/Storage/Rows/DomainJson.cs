using System.Text.Json.Serialization;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Campaigns;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Products;
using CampaignTasks.Domain.Push;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Sites;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Testers;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Domain.Unsubscribes;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Storage.Rows;

/// <summary>The JSON of stored records. A wire format: add optional members, never rename; unknown members are ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CampaignTask))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(SavedCreative))]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(PushSubscription))]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(ImportJob))]
[JsonSerializable(typeof(Erasure))]
[JsonSerializable(typeof(AudienceDefinition))]
[JsonSerializable(typeof(TenantSettings))]
[JsonSerializable(typeof(IReadOnlyList<Touch>))]
[JsonSerializable(typeof(Conversion))]
[JsonSerializable(typeof(ConversionTotals))]
[JsonSerializable(typeof(Unsubscribe))]
[JsonSerializable(typeof(Campaign))]
[JsonSerializable(typeof(Site))]
[JsonSerializable(typeof(SiteApp))]
[JsonSerializable(typeof(ContactEvent))]
[JsonSerializable(typeof(Cart))]
[JsonSerializable(typeof(IReadOnlyList<ContactFact>))]
[JsonSerializable(typeof(Waterfall))]
[JsonSerializable(typeof(ChannelAccount))]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(SingleBatch))]
[JsonSerializable(typeof(SingleMessage))]
[JsonSerializable(typeof(Tenant))]
[JsonSerializable(typeof(Tester))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(SandboxMessage))]
[JsonSerializable(typeof(Automation))]
[JsonSerializable(typeof(AutomationPlan))]
[JsonSerializable(typeof(AutomationEntry))]
[JsonSerializable(typeof(JourneyCounts))]
[JsonSerializable(typeof(JourneyProgress))]
[JsonSerializable(typeof(ContactJourneys))]
[JsonSerializable(typeof(InboxMessage))]
[JsonSerializable(typeof(ReceivedMessage))]
[JsonSerializable(typeof(Webhook))]
[JsonSerializable(typeof(WebhookDelivery))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class DomainJson : JsonSerializerContext;
