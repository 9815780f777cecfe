namespace CampaignTasks.Testing.Providers;

/// <summary>One request that reached a stand-in provider.</summary>
/// <param name="Number">From 1, in order of arrival.</param>
/// <param name="To">The recipient's address.</param>
/// <param name="Key">The idempotency key; null where the provider has none or the request lacked it.</param>
/// <param name="At">When it came.</param>
/// <param name="IsAuthentic">Whether signature or credentials were right.</param>
/// <param name="Body">The raw body.</param>
public sealed record ProviderRequest(int Number, string To, Guid? Key, DateTimeOffset At, bool IsAuthentic, ReadOnlyMemory<byte> Body);

/// <summary>One message that a stand-in provider took.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="To">The recipient's address.</param>
/// <param name="StatusCallback">Where reports about it are wanted; null when the request named no place.</param>
/// <param name="Requests">How many requests carried it.</param>
public sealed record TakenMessage(string Id, string To, Uri? StatusCallback, int Requests);
