namespace CampaignTasks.Application.Explanations;

/// <summary>The reasons why a contact got a task's message, gets it, or does not.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Task">The task.</param>
/// <param name="Answer">A summary in one sentence.</param>
/// <param name="Audience">The match of the contact with the task's audience right now.</param>
/// <param name="Gates">The results of the eligibility checks right now, in their order.</param>
/// <param name="Messages">The contact's messages, and those to the same address, newest run first.</param>
/// <param name="Complete">Whether every run was searched to its end.</param>
public sealed record DeliveryExplanationView(
    string Contact,
    string Task,
    string Answer,
    AudienceExplanationView Audience,
    IReadOnlyList<EligibilityExplanationView> Gates,
    IReadOnlyList<MessageExplanationView> Messages,
    bool Complete
);
