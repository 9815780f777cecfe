namespace CampaignTasks.Api.Http;

/// <summary>An error: the request is to be answered with a problem. Readers of bodies, queries and headers throw it.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem => problem;
}
