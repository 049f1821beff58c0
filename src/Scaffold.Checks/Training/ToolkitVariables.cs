using System.Text.Json.Nodes;

namespace Scaffold.Checks.Training;

/// <summary>The variables that AWS's training toolkit sets and the platform does not (ENV-01): those a program asks for most.</summary>
internal static class ToolkitVariables
{
    public static Dictionary<string, string> Of(TrainingInputs inputs)
    {
        Dictionary<string, string> variables = new()
        {
            ["SM_MODEL_DIR"] = "/opt/ml/model",
            ["SM_INPUT_DIR"] = "/opt/ml/input",
            ["SM_INPUT_CONFIG_DIR"] = "/opt/ml/input/config",
            ["SM_OUTPUT_DIR"] = "/opt/ml/output",
            ["SM_OUTPUT_DATA_DIR"] = "/opt/ml/output/data",
            ["SM_CHANNELS"] = new JsonArray([.. inputs.Channels.Keys.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]).ToJsonString(),
            ["SM_HPS"] = inputs.Hyperparameters.ToJsonString(),
            ["SM_HOSTS"] = new JsonArray(inputs.Host).ToJsonString(),
            ["SM_CURRENT_HOST"] = inputs.Host,
            ["SM_NETWORK_INTERFACE_NAME"] = "eth0",
            ["SM_NUM_GPUS"] = "0",
            ["SM_NUM_CPUS"] = "1",
            ["SM_LOG_LEVEL"] = "20",
        };
        foreach (var name in inputs.Channels.Keys)
            variables[$"SM_CHANNEL_{name.ToUpperInvariant()}"] = $"/opt/ml/input/data/{name}";
        foreach (var (name, value) in inputs.Hyperparameters)
            variables[$"SM_HP_{name.ToUpperInvariant()}"] = value?.ToString() ?? "";
        return variables;
    }
}
