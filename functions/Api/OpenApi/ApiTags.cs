namespace CampaignTasks.Api.OpenApi;

/// <summary>The groups of operations in the API's document, in the order in which a reader needs them.</summary>
internal static class ApiTags
{
    public static readonly IReadOnlyList<KeyValuePair<string, string>> All =
    [
        new("Tasks", "Messages to an audience: definition, life cycle and audit log."),
        new("Automations", "Series of messages that a contact's own doings start: definition, journeys and audit log."),
        new("Runs", "The executions of a task, with every message and its outcome."),
        new("Messages", "One message to one recipient, at once or at a time; and any message by its id."),
        new("Forecasts", "When messages will leave, before they do."),
        new("Campaigns", "Names that group tasks, and the results of all their tasks."),
        new("Sites", "Target sites and their apps, which tasks name."),
        new("Audiences", "Saved lists, segments and buyers, and previews of what they select."),
        new("Creatives", "What messages say: saved texts with their languages, and a preview for one recipient."),
        new("Testers", "People who get the tests of tasks."),
        new("Channels", "What each channel carries, and the settings that its providers need."),
        new("Channel accounts", "The senders of a tenant on each channel: credentials and pacing."),
        new("Contacts", "People: addresses, attributes, consent, explanations and erasure."),
        new("Inbox", "What a contact reads by itself, with a token of its own."),
        new("Suppressions", "Addresses to which nothing is sent, whatever their consent."),
        new("Orders", "What people bought."),
        new("Events", "What else people did, in your words."),
        new("Carts", "What people are about to buy."),
        new("Products", "What is sold."),
        new("Conversions", "Orders that followed a message."),
        new("Webhooks", "Addresses of your own that are notified of events, signed as Standard Webhooks has it."),
        new("Imports", "Contacts, orders and events in bulk, as CSV or NDJSON."),
        new("Sandbox", "The messages of accounts that send nothing."),
        new("Settings", "The rules of a tenant."),
        new("API keys", "The keys of a tenant and their roles."),
        new("Usage", "What a tenant has of each kind, and how much it may have."),
        new("Tenants", "The companies of a deployment."),
        new("Health", "Whether the app and its parts work."),
    ];
}
