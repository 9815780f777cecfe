using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>Passes a call of a function on: its name, and the values of its trigger and of the durable client.</summary>
internal delegate Task<object?> JobCall(string function, string? trigger, string? client, CancellationToken cancellationToken);

/// <summary>
/// The worker's functions as methods of the WebJobs SDK, made while it runs, as the Functions host makes them: extensions find their attributes on them,
/// and calls go to the worker. What the host itself triggers (HTTP) or no package is there for (timers) is called by name.
/// </summary>
internal sealed class JobFunctions : ITypeLocator
{
    private const string Field = "Call";

    private readonly Type _type;

    public JobFunctions(IEnumerable<WorkerFunction> functions, JobCall call)
    {
        // Seen from the made assembly, only what is public can be called.
        Func<string, string?, string?, CancellationToken, Task<object?>> field = new(call);
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName($"Jobs{Guid.NewGuid():N}"), AssemblyBuilderAccess.Run).DefineDynamicModule("Jobs");
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
        var hasClient = function.Bindings.Any(binding => binding.Is("durableClient"));
        Type[] parameters = hasClient ? [typeof(string), typeof(string), typeof(CancellationToken)] : [typeof(string), typeof(CancellationToken)];
        var returns = function.Trigger.Is("orchestrationTrigger") || function.Trigger.Is("activityTrigger") ? typeof(Task<object>) : typeof(Task);
        var method = type.DefineMethod(function.Name, MethodAttributes.Public | MethodAttributes.Static, returns, parameters);
        method.SetCustomAttribute(Attribute<FunctionNameAttribute>(function.Name));
        var trigger = method.DefineParameter(1, ParameterAttributes.None, "trigger");
        if (TriggerOf(function.Trigger) is { } attribute)
        {
            trigger.SetCustomAttribute(attribute);
        }
        else
        {
            method.SetCustomAttribute(Attribute<NoAutomaticTriggerAttribute>());
        }

        if (hasClient)
        {
            method.DefineParameter(2, ParameterAttributes.None, "client").SetCustomAttribute(Attribute<DurableClientAttribute>());
        }

        method.DefineParameter(parameters.Length, ParameterAttributes.None, "cancellationToken");
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldsfld, target);
        code.Emit(OpCodes.Ldstr, function.Name);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(hasClient ? OpCodes.Ldarg_1 : OpCodes.Ldnull);
        code.Emit(hasClient ? OpCodes.Ldarg_2 : OpCodes.Ldarg_1);
        code.Emit(OpCodes.Callvirt, target.FieldType.GetMethod("Invoke")!);
        code.Emit(OpCodes.Ret);
    }

    private static CustomAttributeBuilder? TriggerOf(WorkerBinding trigger) => trigger.Type.ToUpperInvariant() switch
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
