using System.Buffers.Text;
using System.Security.Cryptography;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Accounts;

/// <summary>The validation of account settings against their provider, and their split into plain and protected ones.</summary>
internal sealed class AccountSettings(ISecretProtector protector)
{
    /// <summary>The text shown in place of a secret.</summary>
    public const string Hidden = "***";

    /// <summary>The secret in every account's webhook address, generated where the provider's settings do not give one.</summary>
    public const string WebhookSecret = "webhookSecret";

    private const int LongestSetting = 4096;

    /// <summary>Returns the account with changed settings; unchanged when there are errors.</summary>
    /// <param name="account">The account, with the settings it has.</param>
    /// <param name="open">The account with its secrets in plain text; null for a new account.</param>
    /// <param name="channel">Its provider.</param>
    /// <param name="given">The caller's settings: null removes one, <see cref="Hidden"/> leaves a secret as it is.</param>
    /// <param name="errors">Receives the errors, by <c>settings.name</c>.</param>
    public ChannelAccount Apply(
        ChannelAccount account,
        ResolvedAccount? open,
        IChannel channel,
        IReadOnlyDictionary<string, string?> given,
        ValidationErrors errors
    )
    {
        var before = errors.Count;
        var all = Known(channel).ToDictionary(s => s.Name, s => open?[s.Name], StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (channel.Settings.FirstOrDefault(s => s.Name == name) is not { } setting)
            {
                var known = string.Join(", ", channel.Settings.Select(s => s.Name));
                errors.Add($"settings.{Shown(name)}", $"There is no such setting. {channel.Provider} knows: {known}.");
            }
            else if (value is not Hidden || !setting.IsSecret)
            {
                all[name] = Checked(setting, value, errors);
            }
            else if (all[name] is null)
            {
                errors.Add($"settings.{name}", "*** keeps the stored secret, but none is stored: give the secret itself.");
            }
        }

        CheckSecretsAreGivenAgain(account, channel, all, given, errors);
        CheckTogether(account.Channel, channel, all, errors);
        return errors.Count == before ? Split(account, channel, all) : account;
    }

    /// <summary>Returns the settings with secrets hidden.</summary>
    public static IReadOnlyDictionary<string, string> View(ChannelAccount account, IChannel? channel)
    {
        var view = new Dictionary<string, string>(account.Settings, StringComparer.Ordinal);
        foreach (
            var name in account.ProtectedSecrets.Keys.Where(name =>
                name != WebhookSecret || channel?.Settings.Any(s => s.Name == WebhookSecret) is true
            )
        )
        {
            view[name] = Hidden;
        }

        return view;
    }

    /// <summary>Requires secrets again when the address they are sent to changes: its caller may not be the one who knew them.</summary>
    private static void CheckSecretsAreGivenAgain(
        ChannelAccount account,
        IChannel channel,
        Dictionary<string, string?> all,
        IReadOnlyDictionary<string, string?> given,
        ValidationErrors errors
    )
    {
        if (
            channel.Settings.FirstOrDefault(s => s.IsSecretDestination && all[s.Name] != account.Settings.GetValueOrDefault(s.Name))
            is not { } moved
        )
        {
            return;
        }

        foreach (
            var name in account.ProtectedSecrets.Keys.Where(name =>
                name != WebhookSecret && given.GetValueOrDefault(name, Hidden) is Hidden
            )
        )
        {
            errors.Add(
                $"settings.{name}",
                $"Give the secret again: {moved.Name} changes, and a stored secret is not sent to a new address."
            );
        }
    }

    private ChannelAccount Split(ChannelAccount account, IChannel channel, Dictionary<string, string?> all)
    {
        all[WebhookSecret] ??= Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var secret = channel.Settings.Where(s => s.IsSecret).Select(s => s.Name).Append(WebhookSecret).ToHashSet(StringComparer.Ordinal);
        return account with
        {
            Settings = all.Where(s => s.Value is not null && !secret.Contains(s.Key))
                .ToDictionary(s => s.Key, s => s.Value!, StringComparer.Ordinal),
            ProtectedSecrets = all.Where(s => s.Value is not null && secret.Contains(s.Key))
                .ToDictionary(
                    s => s.Key,
                    s => protector.Protect(s.Value!, AccountResolver.Purpose(account.TenantId, account.Id, s.Key)),
                    StringComparer.Ordinal
                ),
        };
    }

    private static void CheckTogether(ChannelKind kind, IChannel channel, Dictionary<string, string?> all, ValidationErrors errors)
    {
        foreach (var setting in channel.Settings.Where(s => s.IsRequired && all[s.Name] is null && !errors.Has($"settings.{s.Name}")))
        {
            errors.Add($"settings.{setting.Name}", $"{channel.Provider} needs this setting.");
        }

        var present = all.Where(s => s.Value is not null).ToDictionary(s => s.Key, s => s.Value!, StringComparer.Ordinal);
        foreach (var (setting, message) in channel.Check(kind, present).Where(found => !errors.Has($"settings.{found.Setting}")).ToList())
        {
            errors.Add($"settings.{setting}", message);
        }
    }

    private static string? Checked(AccountSetting setting, string? value, ValidationErrors errors)
    {
        var wrong = value switch
        {
            null => null,
            "" => "The setting is empty: give a value or leave it out.",
            _ when TextLength.IsOver(value, LongestSetting) => $"The setting is too long: give at most {LongestSetting} characters.",
            _ when value.Any(letter => char.IsControl(letter) && !(setting.HasLines && letter is '\r' or '\n' or '\t')) =>
                "The setting has a line break or another control character: remove it.",
            _ => setting.Check(value),
        };
        if (wrong is not null)
        {
            errors.Add($"settings.{setting.Name}", wrong);
            return null;
        }

        return value;
    }

    private static IEnumerable<AccountSetting> Known(IChannel channel) =>
        channel.Settings.Append(new AccountSetting(WebhookSecret, IsRequired: false, IsSecret: true, _ => null)).DistinctBy(s => s.Name);

    private static string Shown(string name) => name.Length <= 60 ? name : name[..60];
}
