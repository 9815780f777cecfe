using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Sandbox;

/// <summary>A message sent to the sandbox.</summary>
/// <param name="Id">The message's id in its run.</param>
/// <param name="RunId">The run.</param>
/// <param name="Channel">The channel it was meant for.</param>
/// <param name="Account">The sandbox account it left through.</param>
/// <param name="To">The address.</param>
/// <param name="Subject">The subject as the recipient would read it.</param>
/// <param name="Text">The text as the recipient would read it.</param>
/// <param name="Html">The HTML as the recipient would read it.</param>
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
    public static SandboxView From(SandboxMessage message) =>
        new(
            message.Id.ToString(),
            message.Id.Run.ToString(),
            message.Channel,
            message.AccountId,
            message.To,
            message.Content.Subject,
            message.Content.Text,
            message.Content.Html,
            message.Content.TemplateId,
            message.Content.TemplateVariables,
            message.Content.Title,
            message.Content.ImageUrl,
            message.Content.RedirectUrl,
            message.At
        );
}
