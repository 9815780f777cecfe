using CampaignTasks.Api.Access;
using CampaignTasks.Application.Consents;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Sandbox;

/// <summary>A message sent to the sandbox.</summary>
/// <param name="Id">The message's id in its run.</param>
/// <param name="RunId">The run.</param>
/// <param name="Channel">The channel it was meant for.</param>
/// <param name="Account">The sandbox account it left through.</param>
/// <param name="To">The address.</param>
/// <param name="Subject">The subject as the recipient would read it.</param>
/// <param name="Text">The text as the recipient would read it.</param>
/// <param name="Html">The HTML as the recipient would read it. In what a viewer sees, unsubscribe links do nothing.</param>
/// <param name="TemplateId">The provider's template.</param>
/// <param name="TemplateVariables">The template's variables.</param>
/// <param name="Title">The title.</param>
/// <param name="ImageUrl">The address of the image.</param>
/// <param name="RedirectUrl">The address that the message leads to.</param>
/// <param name="At">When the sandbox first got it.</param>
internal sealed record SandboxView(
    string Id,
    string RunId,
    ChannelKind Channel,
    string Account,
    string To,
    string? Subject,
    string? Text,
    string? Html,
    string? TemplateId,
    IReadOnlyDictionary<string, string>? TemplateVariables,
    string? Title,
    string? ImageUrl,
    string? RedirectUrl,
    DateTimeOffset At
)
{
    /// <summary>Shows a message. A viewer changes nothing, so the unsubscribe links that a viewer sees do nothing.</summary>
    public static SandboxView From(SandboxMessage message, Caller caller)
    {
        var content = message.Content;
        return caller.Role is Role.Viewer ? From(message, content, UnsubscribeLinks.Mask) : From(message, content, static text => text);
    }

    private static SandboxView From(SandboxMessage message, RenderedCreative content, Func<string?, string?> shown) =>
        new(
            message.Id.ToString(),
            message.Id.Run.ToString(),
            message.Channel,
            message.AccountId,
            message.To,
            shown(content.Subject),
            shown(content.Text),
            shown(content.Html),
            content.TemplateId,
            content.TemplateVariables?.ToDictionary(
                variable => variable.Key,
                variable => shown(variable.Value) ?? "",
                StringComparer.Ordinal
            ),
            shown(content.Title),
            content.ImageUrl,
            shown(content.RedirectUrl),
            message.At
        );
}
