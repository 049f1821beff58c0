"""The training job as the program sees it: three JSON files become SM_* variables and arguments.

Names and values are those of the public training toolkit; TK-nn are the clauses of the container contract.
"""

import json
import os

from . import CODE, CONFIG, INFO, INPUT, LEVELS, MODEL, OUTPUT, Fault, Log, log

# TK-21: these never reach the program. The other sagemaker_* keys go to SM_FRAMEWORK_PARAMS only.
RESERVED = {
    "sagemaker_program",
    "sagemaker_submit_directory",
    "sagemaker_enable_cloudwatch_metrics",
    "sagemaker_region",
    "sagemaker_container_log_level",
    "sagemaker_job_name",
    "sagemaker_s3_output",
    "default_user_module_name",
    "_tuning_objective_metric",
}
DISTRIBUTIONS = {
    "sagemaker_distributed_dataparallel_enabled",
    "sagemaker_mpi_enabled",
    "sagemaker_multi_worker_mirrored_strategy_enabled",
    "sagemaker_parameter_server_enabled",
    "sagemaker_pytorch_ddp_enabled",
    "sagemaker_pytorch_xla_multi_worker_enabled",
    "sagemaker_torch_distributed_enabled",
}


class Job:
    """What the three files and the environment say. `environment` and `arguments` are for the program."""

    def __init__(self) -> None:
        hyperparameters = read_config("hyperparameters.json", {})
        self.channels = read_config("inputdataconfig.json", {})
        self.resources = read_config("resourceconfig.json", {"current_host": "algo-1", "hosts": ["algo-1"]})
        for key, kind in (("current_host", str), ("hosts", list)):
            if not isinstance(self.resources.get(key), kind) or not self.resources[key]:
                raise Fault(f"{os.path.join(CONFIG, 'resourceconfig.json')}: {key!r} is missing or not a {kind.__name__}")

        self.given = {key: decode(value) for key, value in hyperparameters.items()}
        self.level = Log.level = log_level(self.given)
        self.program = os.environ.get("SAGEMAKER_PROGRAM") or self.given.get("sagemaker_program")  # TK-02
        self.module = os.environ.get("SAGEMAKER_TRAINING_MODULE")
        self.host = self.resources["current_host"]
        self.hosts = self.resources["hosts"]

        kept = {key: value for key, value in self.given.items() if key not in RESERVED}
        self.framework = {key: value for key, value in kept.items() if key.startswith("sagemaker_")}
        self.hyperparameters = {key: value for key, value in kept.items() if key not in self.framework}
        self.arguments = arguments(self.hyperparameters)

    @property
    def environment(self) -> dict[str, str]:
        """Contract 3.4, on top of what is set already. A variable of the job yields to one made here (TK-29)."""
        shared = self._shared()
        details = shared | self._details(shared)
        variables = shared | {
            "channels": sorted(self.channels),
            "framework_params": self.framework,
            "hps": self.hyperparameters,
            "training_env": details,
            "user_args": self.arguments,
        }
        if details["topology"]:
            variables["topology"] = details["topology"]
        variables |= {f"channel_{name}": path for name, path in details["channel_input_dirs"].items()}
        variables |= {f"hp_{name}": value for name, value in self.hyperparameters.items()}
        region = self.given.get("sagemaker_region") or os.environ.get("AWS_REGION", os.environ.get("AWS_DEFAULT_REGION"))
        return {
            **os.environ,
            **{f"SM_{name}".upper(): for_environment(value) for name, value in variables.items()},  # TK-22, TK-23
            "CURRENT_HOST": self.host,
            "SAGEMAKER_JOB_NAME": for_environment(self.given.get("sagemaker_job_name")),
            "SAGEMAKER_REGION": for_environment(region),
            "PYTHONPATH": os.pathsep.join(filter(None, (CODE, os.environ.get("PYTHONPATH")))),  # mends TK-10
        }

    def _shared(self) -> dict:
        """What is a variable of its own as well as a part of SM_TRAINING_ENV."""
        instance_type = self.resources.get("current_instance_type", "local")
        group = self.resources.get("current_group_name", "homogeneousCluster")
        groups = {each["instance_group_name"]: each for each in self.resources.get("instance_groups") or []}
        distributed = [group] if any(self.framework.get(key) for key in DISTRIBUTIONS) else []
        return {
            "current_host": self.host,
            "current_instance_group": group,
            "current_instance_group_hosts": groups[group]["hosts"] if group in groups else [],
            "current_instance_type": instance_type,
            "distribution_instance_groups": self.framework.get("sagemaker_distribution_instance_groups", distributed),
            "framework_module": self.module,
            "hosts": self.hosts,
            "input_config_dir": CONFIG,
            "input_data_config": self.channels,
            "input_dir": INPUT,
            "instance_groups": list(groups),
            "instance_groups_dict": groups,
            "is_hetero": len(groups) > 1,
            "log_level": self.level,
            "model_dir": MODEL,
            "module_dir": str(self.given.get("sagemaker_submit_directory", CODE)),  # TK-03
            "module_name": str(self.program).removesuffix(".py"),
            "network_interface_name": self.resources.get("network_interface_name", "eth0"),
            "num_cpus": os.cpu_count(),
            "num_gpus": sum(line.startswith("GPU ") for line in output_of("nvidia-smi", "--list-gpus").splitlines()),
            "num_neurons": neurons(instance_type),
            "output_data_dir": os.path.join(OUTPUT, "data"),
            "output_dir": OUTPUT,
            "output_intermediate_dir": os.path.join(OUTPUT, "intermediate"),
            "resource_config": self.resources,
            "user_entry_point": self.program,
        }

    def _details(self, shared: dict) -> dict:
        """What is a part of SM_TRAINING_ENV only."""
        groups, distributed = shared["instance_groups_dict"], shared["distribution_instance_groups"]
        hosts = [host for name in groups if name in distributed for host in groups[name]["hosts"]]
        hosts = hosts if groups else list(self.hosts)
        master = (hosts or self.hosts)[0]  # DST-02: the first that is listed; the toolkit does not sort
        model_parallel = os.environ.get("SM_HP_MP_PARAMETERS")
        return {
            "additional_framework_parameters": self.framework,
            "channel_input_dirs": {name: os.path.join(INPUT, "data", name) for name in self.channels},
            "distribution_hosts": hosts,
            "hyperparameters": self.hyperparameters,
            "is_master": self.host == master,
            "is_modelparallel_enabled": model_parallel and model_parallel != "{}",
            "is_smddpmprun_installed": which("smddpmprun") is not None,
            "is_smddprun_installed": which("smddprun") is not None,
            "job_name": os.environ.get("TRAINING_JOB_NAME"),
            "master_hostname": master,
            "topology": self.resources.get("topology") or [],
        }


def read_config(name: str, default: dict) -> dict:
    path = os.path.join(CONFIG, name)
    try:
        with open(path, encoding="utf-8") as file:
            value = json.load(file)
    except FileNotFoundError:
        return default
    except json.JSONDecodeError as e:
        raise Fault(f"{path}, line {e.lineno}, column {e.colno}: not JSON: {e.msg}") from e
    except (OSError, ValueError) as e:
        raise Fault(f"{path}: {e}") from e
    if not isinstance(value, dict):
        raise Fault(f"{path}: expected a JSON object, found {type(value).__name__}")
    return value


def decode(value: object) -> object:
    """TK-20: the text of a hyperparameter is JSON if it can be, else itself."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return value


def for_environment(value: object) -> str:
    """TK-24."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, separators=(",", ":"))


def for_argument(value: object) -> str:
    """TK-26."""
    if isinstance(value, dict):
        return ",".join(f"{key}={item}" for key, item in sorted(value.items()))
    return "" if value is None else str(value)


def arguments(hyperparameters: dict) -> list[str]:
    """TK-25: sorted by code point, each name with exactly one value. Nothing is quoted or stripped (mends TK-28)."""
    result = []
    for key in sorted(hyperparameters):
        dashes = "--" if len(key) > 1 else "-" if key else ""
        result += [dashes + key, for_argument(hyperparameters[key])]
    return result


def log_level(given: dict) -> int:
    """Mends TK-04: a word is as good as a number, and the environment counts, too."""
    asked = given.get("sagemaker_container_log_level") or os.environ.get("SAGEMAKER_CONTAINER_LOG_LEVEL") or INFO
    word = str(asked).lower()
    try:
        return LEVELS[word] if word in LEVELS else int(asked)
    except (TypeError, ValueError):
        log(f"log level {asked!r} is neither a number nor one of {', '.join(LEVELS)}: info is used")
        return INFO


def which(command: str) -> str | None:
    paths = (os.path.join(folder, command) for folder in os.environ.get("PATH", os.defpath).split(os.pathsep))
    return next((path for path in paths if os.access(path, os.X_OK)), None)


def output_of(*command: str) -> str:
    if not which(command[0]):
        return ""
    import subprocess  # not above: few hosts have an accelerator, and it takes as long to import as all the rest

    return subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout.decode(errors="replace")


def neurons(instance_type: str) -> int:
    devices = decode(output_of("neuron-ls", "-j"))
    if not isinstance(devices, list):
        return 0
    return 64 if instance_type == "ml.trn2.48xlarge" else sum(device.get("nc_count", 0) for device in devices)
