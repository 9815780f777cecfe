using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CampaignTasks.Api.Accounts;
using CampaignTasks.Api.Audiences;
using CampaignTasks.Api.Automations;
using CampaignTasks.Api.Campaigns;
using CampaignTasks.Api.Carts;
using CampaignTasks.Api.Channels;
using CampaignTasks.Api.Contacts;
using CampaignTasks.Api.Conversions;
using CampaignTasks.Api.Creatives;
using CampaignTasks.Api.Erasures;
using CampaignTasks.Api.Events;
using CampaignTasks.Api.Forecasts;
using CampaignTasks.Api.Health;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Imports;
using CampaignTasks.Api.Inbound;
using CampaignTasks.Api.Inboxes;
using CampaignTasks.Api.Joins;
using CampaignTasks.Api.Orders;
using CampaignTasks.Api.Products;
using CampaignTasks.Api.Push;
using CampaignTasks.Api.Reviews;
using CampaignTasks.Api.Runs;
using CampaignTasks.Api.Sandbox;
using CampaignTasks.Api.SingleMessages;
using CampaignTasks.Api.Sites;
using CampaignTasks.Api.Suppressions;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Api.Tenants;
using CampaignTasks.Api.Testers;
using CampaignTasks.Api.Webhooks;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Approvals;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Campaigns;
using CampaignTasks.Application.Carts;
using CampaignTasks.Application.Contacts;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Application.Events;
using CampaignTasks.Application.Explanations;
using CampaignTasks.Application.Inboxes;
using CampaignTasks.Application.Joins;
using CampaignTasks.Application.Orders;
using CampaignTasks.Application.Push;
using CampaignTasks.Application.Settings;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Application.Sites;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Application.Testers;
using CampaignTasks.Application.Webhooks;

namespace CampaignTasks.Api;

/// <summary>The JSON contracts of all requests and responses.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    Converters = [typeof(UtcTime)]
)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(SingleMessageRequest))]
[JsonSerializable(typeof(AcceptedMessageView))]
[JsonSerializable(typeof(SingleMessageView))]
[JsonSerializable(typeof(ContactMessageList))]
[JsonSerializable(typeof(TenantRequest))]
[JsonSerializable(typeof(NewTenantView))]
[JsonSerializable(typeof(TenantChange))]
[JsonSerializable(typeof(TenantView))]
[JsonSerializable(typeof(TenantList))]
[JsonSerializable(typeof(QuotaUsageView))]
[JsonSerializable(typeof(ApiKeyRequest))]
[JsonSerializable(typeof(NewApiKeyView))]
[JsonSerializable(typeof(ApiKeyList))]
[JsonSerializable(typeof(SettingsChange))]
[JsonSerializable(typeof(SettingsView))]
[JsonSerializable(typeof(AccountRequest))]
[JsonSerializable(typeof(AccountChange))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(AccountList))]
[JsonSerializable(typeof(VerificationView))]
[JsonSerializable(typeof(ChannelList))]
[JsonSerializable(typeof(PushSubscriptionRequest))]
[JsonSerializable(typeof(PushSubscriptionView))]
[JsonSerializable(typeof(PushSubscriptionList))]
[JsonSerializable(typeof(JoinLinkRequest))]
[JsonSerializable(typeof(JoinLinkView))]
[JsonSerializable(typeof(ContactRequest))]
[JsonSerializable(typeof(ContactChange))]
[JsonSerializable(typeof(ContactView))]
[JsonSerializable(typeof(ContactList))]
[JsonSerializable(typeof(SuppressionRequest))]
[JsonSerializable(typeof(SuppressionView))]
[JsonSerializable(typeof(SuppressionList))]
[JsonSerializable(typeof(ErasureView))]
[JsonSerializable(typeof(ErasureList))]
[JsonSerializable(typeof(DeliveryExplanationView))]
[JsonSerializable(typeof(CampaignConversions))]
[JsonSerializable(typeof(CampaignRequest))]
[JsonSerializable(typeof(CampaignView))]
[JsonSerializable(typeof(CampaignList))]
[JsonSerializable(typeof(CampaignResultsView))]
[JsonSerializable(typeof(SiteRequest))]
[JsonSerializable(typeof(InboundList))]
[JsonSerializable(typeof(ContactTokenRequest))]
[JsonSerializable(typeof(ContactTokenView))]
[JsonSerializable(typeof(InboxList))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(WebhookChange))]
[JsonSerializable(typeof(WebhookView))]
[JsonSerializable(typeof(WebhookSecretView))]
[JsonSerializable(typeof(WebhookList))]
[JsonSerializable(typeof(EventTypeList))]
[JsonSerializable(typeof(DeliveryView))]
[JsonSerializable(typeof(DeliveryList))]
[JsonSerializable(typeof(SiteView))]
[JsonSerializable(typeof(SiteList))]
[JsonSerializable(typeof(SiteAppRequest))]
[JsonSerializable(typeof(SiteAppView))]
[JsonSerializable(typeof(SiteAppList))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(EventRequest))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(EventList))]
[JsonSerializable(typeof(CartRequest))]
[JsonSerializable(typeof(CartView))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(OrderList))]
[JsonSerializable(typeof(ProductRequest))]
[JsonSerializable(typeof(ProductView))]
[JsonSerializable(typeof(ProductList))]
[JsonSerializable(typeof(SavedAudienceRequest))]
[JsonSerializable(typeof(SavedAudienceChange))]
[JsonSerializable(typeof(SavedAudienceView))]
[JsonSerializable(typeof(SavedAudienceList))]
[JsonSerializable(typeof(MembersRequest))]
[JsonSerializable(typeof(MembersView))]
[JsonSerializable(typeof(MemberList))]
[JsonSerializable(typeof(PreviewRequest))]
[JsonSerializable(typeof(PreviewView))]
[JsonSerializable(typeof(SavedCreativeRequest))]
[JsonSerializable(typeof(SavedCreativeView))]
[JsonSerializable(typeof(SavedCreativeList))]
[JsonSerializable(typeof(CreativePreviewRequest))]
[JsonSerializable(typeof(CreativePreviewView))]
[JsonSerializable(typeof(ImportView))]
[JsonSerializable(typeof(ImportList))]
[JsonSerializable(typeof(TaskRequest))]
[JsonSerializable(typeof(TaskChange))]
[JsonSerializable(typeof(ResumeRequest))]
[JsonSerializable(typeof(SubmitRequest))]
[JsonSerializable(typeof(ApproveRequest))]
[JsonSerializable(typeof(RejectRequest))]
[JsonSerializable(typeof(ReviewView))]
[JsonSerializable(typeof(TesterRequest))]
[JsonSerializable(typeof(TesterView))]
[JsonSerializable(typeof(TesterList))]
[JsonSerializable(typeof(TestRequest))]
[JsonSerializable(typeof(TestList))]
[JsonSerializable(typeof(TaskView))]
[JsonSerializable(typeof(TaskList))]
[JsonSerializable(typeof(AuditLog))]
[JsonSerializable(typeof(CreativeResultList))]
[JsonSerializable(typeof(ForecastView))]
[JsonSerializable(typeof(DryRunView))]
[JsonSerializable(typeof(AutomationRequest))]
[JsonSerializable(typeof(AutomationChange))]
[JsonSerializable(typeof(AutomationView))]
[JsonSerializable(typeof(AutomationList))]
[JsonSerializable(typeof(AutomationTestRequest))]
[JsonSerializable(typeof(AutomationSecretView))]
[JsonSerializable(typeof(AutomationTestView))]
[JsonSerializable(typeof(AutomationTestList))]
[JsonSerializable(typeof(AutomationLog))]
[JsonSerializable(typeof(PresetList))]
[JsonSerializable(typeof(AutomationForecastView))]
[JsonSerializable(typeof(JourneyList))]
[JsonSerializable(typeof(ContactJourneyList))]
[JsonSerializable(typeof(AutomationExplanationView))]
[JsonSerializable(typeof(ExportedMessageView))]
[JsonSerializable(typeof(ExportedSuppressionView))]
[JsonSerializable(typeof(AudienceRecipient))]
[JsonSerializable(typeof(RunView))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(MessageList))]
[JsonSerializable(typeof(SandboxList))]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Applies the format of the API to JSON that the framework writes.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.Converters.Add(new UtcTime());

        // Responses are JSON with nosniff, never part of a page: texts stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}
