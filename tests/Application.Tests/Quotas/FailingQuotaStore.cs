using CampaignTasks.Domain.Quotas;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Application.Tests.Quotas;

/// <summary>A store of quotas that loses answers, and lets somebody else be faster.</summary>
internal sealed class FailingQuotaStore : IQuotaStore
{
    private readonly InMemoryQuotaStore _inner = new();

    /// <summary>Saves that are carried out and whose answers are lost.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>Happens once, right before the next save.</summary>
    public Func<Task>? BeforeNextSave { get; set; }

    public int Calls => _inner.Calls;

    public Task<SendQuota> ReadAsync(string tenantId, string scope, CancellationToken cancellationToken) =>
        _inner.ReadAsync(tenantId, scope, cancellationToken);

    public async Task<SendQuota> SaveAsync(string tenantId, string scope, SendQuota quota, CancellationToken cancellationToken)
    {
        var before = BeforeNextSave;
        BeforeNextSave = null;
        await (before?.Invoke() ?? Task.CompletedTask);
        var saved = await _inner.SaveAsync(tenantId, scope, quota, cancellationToken);
        return AnswersToLose-- > 0 ? throw new IOException("The connection broke before the answer came.") : saved;
    }

    public Task DeleteAsync(string tenantId, string scope, CancellationToken cancellationToken) =>
        _inner.DeleteAsync(tenantId, scope, cancellationToken);
}
