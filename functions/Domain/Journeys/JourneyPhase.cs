using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Journeys;

/// <summary>What a journey does at its step.</summary>
[JsonConverter(typeof(EnumNameConverter<JourneyPhase>))]
public enum JourneyPhase
{
    /// <summary>The step is to be done when it is due.</summary>
    Ready,

    /// <summary>The step is a wait, which is over when it is due.</summary>
    Waiting,

    /// <summary>The step's message is in the ledger and has no outcome yet.</summary>
    Sending,
}
