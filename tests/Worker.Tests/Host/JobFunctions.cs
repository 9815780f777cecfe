using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>
/// Passes a call of a function on: its name, and the values of its trigger, of the durable client and of the instance an activity belongs
/// to.
/// </summary>
internal delegate Task<object?> JobCall(
    string function,
    string? trigger,
    string? client,
    string? instance,
    CancellationToken cancellationToken
);

/// <summary>
/// The worker's functions as methods of the WebJobs SDK, made while it runs, as the Functions host makes them: extensions find their
/// attributes on them, and calls go to the worker. What the host itself triggers (HTTP) or no package is there for (timers) is called by
/// name.
/// </summary>
internal sealed class JobFunctions : ITypeLocator
{
    private const string Field = "Call";
    private const string Trigger = "trigger";
    private const string Client = "client";
    private const string Instance = "instanceId";

    private readonly Type _type;

    public JobFunctions(IEnumerable<WorkerFunction> functions, JobCall call)
    {
        // Seen from the made assembly, only what is public can be called.
        Func<string, string?, string?, string?, CancellationToken, Task<object?>> field = new(call);
        var module = AssemblyBuilder
            .DefineDynamicAssembly(new AssemblyName($"Jobs{Guid.NewGuid():N}"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("Jobs");
        var type = module.DefineType("Jobs", TypeAttributes.Public | TypeAttributes.Class);
        var target = type.DefineField(Field, field.GetType(), FieldAttributes.Public | FieldAttributes.Static);
        foreach (var function in functions)
        {
            Define(type, target, function);
        }

        _type = type.CreateType();
        _type.GetField(Field)!.SetValue(null, field);
    }

    public IReadOnlyList<Type> GetTypes() => [_type];

    private static void Define(TypeBuilder type, FieldInfo target, WorkerFunction function)
    {
        var (isActivity, isOrchestration) = (function.Trigger.Is("activityTrigger"), function.Trigger.Is("orchestrationTrigger"));
        string[] names =
        [
            Trigger,
            .. function.Bindings.Any(binding => binding.Is("durableClient")) ? [Client] : Array.Empty<string>(),
            .. isActivity ? [Instance] : Array.Empty<string>(),
        ];
        var method = type.DefineMethod(
            function.Name,
            MethodAttributes.Public | MethodAttributes.Static,
            isActivity || isOrchestration ? typeof(Task<object>) : typeof(Task),
            [.. names.Select(_ => typeof(string)), typeof(CancellationToken)]
        );
        method.SetCustomAttribute(Attribute<FunctionNameAttribute>(function.Name));
        for (var at = 0; at < names.Length; at++)
        {
            // The instance's id comes with what the trigger knows, by its name.
            var parameter = method.DefineParameter(at + 1, ParameterAttributes.None, names[at]);
            if (names[at] is Client)
            {
                parameter.SetCustomAttribute(Attribute<DurableClientAttribute>());
            }
            else if (names[at] is Trigger && TriggerOf(function.Trigger) is { } attribute)
            {
                parameter.SetCustomAttribute(attribute);
            }
            else if (names[at] is Trigger)
            {
                method.SetCustomAttribute(Attribute<NoAutomaticTriggerAttribute>());
            }
        }

        method.DefineParameter(names.Length + 1, ParameterAttributes.None, "cancellationToken");
        PassOn(method.GetILGenerator(), target, function.Name, names);
    }

    private static void PassOn(ILGenerator code, FieldInfo target, string function, string[] names)
    {
        code.Emit(OpCodes.Ldsfld, target);
        code.Emit(OpCodes.Ldstr, function);
        foreach (var name in (string[])[Trigger, Client, Instance])
        {
            if (Array.IndexOf(names, name) is >= 0 and var at)
            {
                code.Emit(OpCodes.Ldarg, (short)at);
            }
            else
            {
                code.Emit(OpCodes.Ldnull);
            }
        }

        code.Emit(OpCodes.Ldarg, (short)names.Length);
        code.Emit(OpCodes.Callvirt, target.FieldType.GetMethod("Invoke")!);
        code.Emit(OpCodes.Ret);
    }

    private static CustomAttributeBuilder? TriggerOf(WorkerBinding trigger) =>
        trigger.Type.ToUpperInvariant() switch
        {
            "ORCHESTRATIONTRIGGER" => Attribute<OrchestrationTriggerAttribute>(),
            "ACTIVITYTRIGGER" => Attribute<ActivityTriggerAttribute>(),
            "QUEUETRIGGER" => Attribute<QueueTriggerAttribute>(trigger.Text("queueName")!),
            "HTTPTRIGGER" or "TIMERTRIGGER" => null,
            _ => throw new NotSupportedException($"Nobody serves a {trigger.Type}."),
        };

    private static CustomAttributeBuilder Attribute<T>(params string[] arguments) =>
        new(typeof(T).GetConstructor([.. arguments.Select(_ => typeof(string))])!, arguments);
}
