using System.Security.Cryptography;
using System.Text.Json;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;

namespace CampaignTasks.Application.Erasures;

/// <summary>Keeps whom erasures are about out of sight: sealed to their place as long as the erasure needs them.</summary>
internal sealed class ErasureSubjectProtector(ISecretProtector box, ILogger<ErasureSubjectProtector> logger)
{
    // Enough that two people never share one.
    private const int PseudonymBytes = 10;

    public string Seal(string tenantId, string erasureId, ErasedPerson person) =>
        box.Protect(JsonSerializer.Serialize(person, ErasureJson.Default.ErasedPerson), Place(tenantId, erasureId));

    /// <summary>Whom an erasure is about.</summary>
    /// <exception cref="InvalidOperationException">It was sealed with a key that is not there any more; the message says which setting holds it.</exception>
    public ErasedPerson Open(Erasure erasure)
    {
        var subject = erasure.Subject ?? throw new InvalidOperationException($"Erasure {erasure.Id} is done.");
        return JsonSerializer.Deserialize(box.Unprotect(subject, Place(erasure.TenantId, erasure.Id)), ErasureJson.Default.ErasedPerson)!;
    }

    /// <summary>As <see cref="Open"/>; null where the key is gone, so that nobody can say whom it is about.</summary>
    public ErasedPerson? TryOpen(Erasure erasure)
    {
        try
        {
            return Open(erasure);
        }
        catch (InvalidOperationException e)
        {
            logger.ErasureNotOpened(e, erasure.Id);
            return null;
        }
    }

    /// <summary>A pseudonym that nothing leads back from.</summary>
    public static string NewPseudonym() => ErasedName.Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PseudonymBytes));

    private static string Place(string tenantId, string erasureId) => $"{tenantId}/erasure/{erasureId}";
}
