using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Planning;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The addresses that contacts moved to after planning. A run's ledger is read once, when the first of its contacts turns out to have
/// moved, and its addresses are kept for the runs that were asked about last. Two contacts who move to the same address while both messages
/// are being sent, by different processes, are not recognised. Thread-safe.
/// </summary>
internal sealed class MovedRecipients(IRunStore runs, ILedger ledger, ITouchStore touches) : IMovedRecipients
{
    private const int MaxRuns = 4;

    private readonly Lock _lock = new();
    private readonly List<(RunId Run, int PlanVersion, Task<RecipientSet> Addresses)> _known = [];
    private readonly Dictionary<(RunId Run, string Address), MessageId> _taken = [];

    public async Task<bool> TryTakeAsync(CampaignTask task, MessageId id, string address, CancellationToken cancellationToken)
    {
        var key = RecipientIdentity.KeyOf(contactId: null, task.Plan.Channel, address);
        var sent = await touches.FindManyAsync(task.TenantId, [key], cancellationToken);
        if (sent[0].Touches.Any(touch => touch.Message.Run == id.Run && touch.Message != id))
        {
            return false;
        }

        var planned = await AddressesAsync(task, id.Run, cancellationToken);
        lock (_lock)
        {
            return _taken.TryGetValue((id.Run, key), out var owner)
                ? owner == id
                : !planned.HasAddress(address) && _taken.TryAdd((id.Run, key), id);
        }
    }

    private async Task<RecipientSet> AddressesAsync(CampaignTask task, RunId run, CancellationToken cancellationToken)
    {
        Task<RecipientSet> addresses;
        lock (_lock)
        {
            addresses = _known.Find(one => one.Run == run && one.PlanVersion == task.PlanVersion).Addresses
                ?? Keep(run, task.PlanVersion, ReadAsync(task.Plan.Channel, run, cancellationToken));
        }

        try
        {
            return await addresses;
        }
        catch
        {
            lock (_lock)
            {
                _known.RemoveAll(one => one.Addresses == addresses);
            }

            throw;
        }
    }

    private Task<RecipientSet> Keep(RunId run, int planVersion, Task<RecipientSet> addresses)
    {
        _known.RemoveAll(one => one.Run == run);
        _known.Add((run, planVersion, addresses));
        if (_known.Count > MaxRuns)
        {
            var oldest = _known[0].Run;
            _known.RemoveAt(0);
            foreach (var taken in _taken.Keys.Where(taken => taken.Run == oldest).ToList())
            {
                _taken.Remove(taken);
            }
        }

        return addresses;
    }

    private async Task<RecipientSet> ReadAsync(ChannelKind channel, RunId id, CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"Run {id} is gone.");
        var addresses = new RecipientSet(channel);
        await foreach (var page in ledger.ReadAllPagesAsync(run, openOnly: false, cancellationToken))
        {
            foreach (var message in page.Messages.Where(message => !RunPlanner.HasLeft(message)))
            {
                addresses.Add(message.Address);
            }
        }

        return addresses;
    }
}
