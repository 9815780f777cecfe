using System.Security.Cryptography;
using System.Text.Json;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;

namespace CampaignTasks.Application.Erasures;

/// <summary>The encryption of the people erasures are about, for as long as an erasure needs them.</summary>
internal sealed class ErasureSubjectProtector(ISecretProtector protector, ILogger<ErasureSubjectProtector> logger)
{
    // Enough that two people never share one.
    private const int PseudonymBytes = 10;

    /// <summary>Encrypts the person an erasure is about.</summary>
    public string Protect(string tenantId, string erasureId, ErasedPerson person) =>
        protector.Protect(JsonSerializer.Serialize(person, ErasureJson.Default.ErasedPerson), Purpose(tenantId, erasureId));

    /// <summary>Decrypts the person an erasure is about.</summary>
    /// <exception cref="InvalidOperationException">
    /// The erasure is done, or the key is not configured any more; the message then names the setting for it.
    /// </exception>
    public ErasedPerson Unprotect(Erasure erasure)
    {
        var subject = erasure.Subject ?? throw new InvalidOperationException($"Erasure {erasure.Id} is done.");
        var json = protector.Unprotect(subject, Purpose(erasure.TenantId, erasure.Id));
        return JsonSerializer.Deserialize(json, ErasureJson.Default.ErasedPerson)!;
    }

    /// <summary>Decrypts as <see cref="Unprotect"/> does; logs a failure and returns null.</summary>
    public ErasedPerson? TryUnprotect(Erasure erasure)
    {
        try
        {
            return Unprotect(erasure);
        }
        catch (InvalidOperationException e)
        {
            logger.ErasureNotOpened(e, erasure.Id);
            return null;
        }
    }

    /// <summary>Creates a random pseudonym, which cannot be traced back to the person.</summary>
    public static string NewPseudonym() => ErasedName.Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PseudonymBytes));

    private static string Purpose(string tenantId, string erasureId) => $"{tenantId}/erasure/{erasureId}";
}
