namespace CampaignTasks.Api.Http;

/// <summary>Ends a request with a problem from where it is found: readers of bodies, queries and headers throw it.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem => problem;
}
