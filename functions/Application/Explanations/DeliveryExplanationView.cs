namespace CampaignTasks.Application.Explanations;

/// <summary>Why somebody got a task's message, gets it, or does not.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Task">The task.</param>
/// <param name="Answer">All of it in one sentence.</param>
/// <param name="Audience">How the contact stands to the task's audience right now.</param>
/// <param name="Gates">What each point of the last gate would say right now, in the order in which they count.</param>
/// <param name="Messages">The contact's messages, and those to the same address, newest run first.</param>
/// <param name="Complete">Whether every run was searched to its end.</param>
public sealed record DeliveryExplanationView(
    string Contact, string Task, string Answer, AudienceExplanationView Audience, IReadOnlyList<EligibilityExplanationView> Gates, IReadOnlyList<MessageExplanationView> Messages, bool Complete);
