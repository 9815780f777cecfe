using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Tests.Resilience;

public sealed class ConflictRetryTests
{
    [Fact]
    public async Task Conflict_ThatEnds_IsRepeatedUntilThen()
    {
        var rounds = 0;

        var result = await ConflictRetry.RetryAsync(() =>
            ++rounds < 3 ? throw new ConcurrencyConflictException("The row") : Task.FromResult("stored")
        );

        Assert.Equal(("stored", 3), (result, rounds));
    }

    [Fact]
    public async Task Conflict_InEveryRound_IsThrown()
    {
        var rounds = 0;

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() =>
            ConflictRetry.RetryAsync(
                () =>
                {
                    rounds++;
                    return Task.FromException(new ConcurrencyConflictException("The row"));
                },
                ConflictRetry.FewRounds
            )
        );

        Assert.Equal(ConflictRetry.FewRounds, rounds);
    }

    [Fact]
    public async Task Failure_OfAnotherKind_IsNotRepeated()
    {
        var rounds = 0;

        await Assert.ThrowsAsync<IOException>(() =>
            ConflictRetry.RetryAsync(() =>
            {
                rounds++;
                return Task.FromException(new IOException());
            })
        );

        Assert.Equal(1, rounds);
    }
}
