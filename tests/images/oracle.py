#!/usr/bin/env python3
"""Works out tests/images/*.json from the facts, by the rules, sharing nothing with the C# resolver.

usage: oracle.py FACTS.json FOLDER

The rules are those of the SageMaker Python SDK's image_uris module, with the deviations that docs/images.md lists.
A row is a request (the options of `images resolve`) with the address, or with the kind of error.
"""
import itertools
import json
import random
import re
import sys
from pathlib import Path

GRAVITON = ["pytorch", "sklearn", "tensorflow", "xgboost"]
ARM = re.compile(r"^([a-z]+\d+g.*|a1|.*-gb.*)$")  # the deviation: a rule, not the SDK's list of eight
FAMILY = re.compile(r"^ml[._]([a-z\d-]+)\.?\w*\Z")


class Refused(Exception):
    pass


def release(text):
    return [int(n) for n in re.findall(r"\d+", text)]


class Oracle:
    def __init__(self, facts):
        self.facts = facts
        self.frameworks = facts["frameworks"]

    def resolve(self, r):
        instance = r.get("instanceType") or {None: None, "cpu": "local", "gpu": "local_gpu"}[r.get("device")]
        found = FAMILY.match(instance or "")
        family = found[1] if found else ""
        arm = bool(ARM.match(family))

        # 3: config and scope
        framework, tool, compiler = r["framework"], None, False
        if framework in ("huggingface-neuron", "huggingface-neuronx"):
            framework, tool = framework.split("-")
        if framework == "huggingface-training-compiler":
            framework, compiler = "huggingface", True
        if r["framework"] == "pytorch-neuron":
            tool = "neuron"
        if not compiler:
            if "trn" in (instance or "") and framework != "pytorch":
                raise Refused("hardware")
            if arm and framework not in GRAVITON:
                raise Refused("hardware")
        config_name = framework
        if compiler:
            config_name = "huggingface-training-compiler"
        elif framework in ("huggingface", "pytorch"):
            if tool is None and family[:3] in ("inf", "trn"):
                tool = "neuron"
            if tool:
                config_name = f"{framework}-{tool}"
        scope = r.get("scope")
        if framework in GRAVITON and arm and not compiler:
            scope = "inference_graviton"
        elif framework in ("xgboost", "sklearn") and scope is None:
            scope = "training"
        if config_name not in self.frameworks:
            raise Refused("unknown_framework")
        config = self.frameworks[config_name]

        # 4: scope
        sections = {s: body for names, body in config["scopes"].items() for s in names.split("+")}
        if len(sections) == 1:
            scope = next(iter(sections))
        elif scope is None and config["sharedScopes"] and set(sections) == {"training", "inference"}:
            scope = "inference"
        if scope not in sections:
            raise Refused("unsupported_scope")
        section = sections[scope]

        # 5: version
        versions, aliases = section["versions"], section.get("aliases", {})
        version = r.get("version")
        if version is None:
            if framework in ("sklearn", "huggingface"):
                raise Refused("unsupported_version")
            best = None
            for candidate in versions:
                if best is None or release(candidate) > release(best):
                    best = candidate
            version = best
        full = version if version in versions else aliases.get(version)
        if full not in versions:
            raise Refused("unsupported_version")
        entry = versions[full]

        # 6: base framework
        base = base_full = None
        if "byBase" in entry:
            base = r.get("baseFrameworkVersion")
            base_full = entry["baseAliases"].get(base, base)
            if base_full not in entry["byBase"]:
                raise Refused("unsupported_base_framework")
            entry = entry["byBase"][base_full]

        # 7: python
        candidates = list(entry["byPython"]) if "byPython" in entry else entry.get("py", [])
        python = r.get("py")
        if not candidates or (framework == "spark" and python is None):
            python = None
        else:
            if python is None and len(candidates) == 1:
                python = candidates[0]
            if python not in candidates:
                raise Refused("unsupported_py_version")
        if "byPython" in entry:
            entry = entry["byPython"][python]

        # 8, 9: account and host
        region = r["region"]
        account = self.facts["registryMaps"][entry["registries"]].get(region)
        if account is None:
            raise Refused("unsupported_region")
        domain = next(p["domain"] for p in self.facts["partitions"] if region in p["regions"])

        # 10: processor
        processor = self.processor(section.get("processors") or entry.get("processors") or [], instance, family)

        # 12: p2
        if family == "p2" and (
            (framework == "pytorch" and release(version) >= [1, 13]) or (framework == "tensorflow" and release(version) >= [2, 12])
        ):
            raise Refused("p2")

        # 11, 13: tag
        repository = entry["repository"]
        container = r.get("containerVersion")
        if "containerVersion" in entry:
            own = entry["containerVersion"]
            container = own.get(processor) or (next(iter(own.values())) if len(own) == 1 and tool else own[processor])
        if "neuronSdk" in entry:
            container = f"{max(entry['neuronSdk'])}-{container}"
        prefix = entry.get("tagPrefix", version)
        if base:
            if repository in ("huggingface-pytorch-inference-neuron", "huggingface-pytorch-inference-neuronx"):
                base, version = base_full, full
            prefix = f"{re.sub('^(pytorch|tensorflow)', '', base)}-transformers{version}"
        if repository == f"{framework}-inference-graviton":
            container = f"{container}-sagemaker"
        if scope == "inference_graviton" and framework in ("xgboost", "sklearn"):
            if family and not arm:
                raise Refused("unsupported_instance_family")
            tag = f"{full}-arm64" + ("-cpu-py3" if framework == "sklearn" else "")
        else:
            tag = "-".join(part for part in (prefix, tool or processor, python, container) if part)
            if instance and (family == "p4d" or r.get("distribution") == "smdistributed"):
                added = self.facts["autoContainerVersions"].get(f"{framework}-{tag}")
                tag = f"{tag}-{added}" if added else tag
            if framework == "sagemaker-tritonserver":
                tag = re.sub("-gpu$", "", tag)
        return f"{account}.dkr.ecr.{region}.{domain}/{repository}" + (f":{tag}" if tag else "")

    @staticmethod
    def processor(candidates, instance, family):
        if not candidates:
            return None
        if instance is None:
            if len(candidates) == 1:
                return candidates[0]
            raise Refused("missing_instance_type")
        if instance.startswith("local"):
            word = "cpu" if instance == "local" else "gpu"
        elif instance.startswith("neuron"):
            word = "neuron"
        elif not family:
            raise Refused("invalid_instance_type")
        elif family in candidates:
            word = family
        elif family[:3] in ("inf", "trn"):
            word = family[:3]
        else:
            word = "gpu" if family[0] in "gp" else "cpu"
        if word not in candidates:
            raise Refused("unsupported_processor")
        return word


INSTANCES = ["ml.m5.xlarge", "ml.c5.2xlarge", "ml.g4dn.xlarge", "ml.g5.12xlarge", "ml.p3.16xlarge", "ml.p4d.24xlarge", "ml.p2.xlarge",
             "ml.inf1.xlarge", "ml.inf2.xlarge", "ml.trn1.2xlarge", "ml.m6g.xlarge", "ml.c7g.2xlarge", "ml.r7g.large", "ml_m5", "m5.xlarge", "local"]


def requests(facts):
    """Every entry of every framework at least once, explicitly; regions and machines drawn by a fixed seed."""
    draw = random.Random(20260821)
    maps = facts["registryMaps"]
    for name, config in facts["frameworks"].items():
        if name == "sagemaker-base-python":
            continue
        for scopes, section in config["scopes"].items():
            for version, top in section["versions"].items():
                for base, entry in (top.get("byBase") or {None: top}).items():
                    pythons = list(entry.get("byPython", [])) or entry.get("py", [None])
                    for python in pythons:
                        registry = entry.get("registries") or entry["byPython"][python]["registries"]
                        aliases = [a for a, v in section.get("aliases", {}).items() if v == version]
                        bases = [b for b, v in top.get("baseAliases", {}).items() if v == base]
                        row = {
                            "framework": name,
                            "version": draw.choice([version, *aliases]) or None,
                            "py": python,
                            "region": draw.choice(list(maps[registry])),
                            "scope": draw.choice(scopes.split("+")),
                            "baseFrameworkVersion": draw.choice([base, *bases]) if base else None,
                        }
                        processors = section.get("processors") or entry.get("processors") or []
                        good = {"cpu": ["ml.m5.xlarge", "local"], "gpu": ["ml.g5.xlarge", "ml.p3.2xlarge", "ml.p4d.24xlarge"], "inf": ["ml.inf1.xlarge"],
                                "inf2": ["ml.inf2.xlarge"], "trn": [None], "neuronx": [None]}
                        if name == "huggingface-neuronx" or name == "huggingface-neuron":
                            good["inf"] = ["ml.inf2.8xlarge"]
                        if scopes == "inference_graviton":
                            good["cpu"] = ["ml.m6g.xlarge", "ml.c7g.large"]
                        for processor in processors or ["cpu"]:
                            machine = draw.choice(good[processor])
                            device = processor if processor in ("cpu", "gpu") and scopes != "inference_graviton" and draw.random() < 0.3 else None
                            yield {**row, "instanceType": None if device else machine, "device": device}
    for name in GRAVITON + ["huggingface", "mxnet", "chainer", "spark", "sparkml-serving", "autogluon", "kmeans"]:
        section = next(iter(facts["frameworks"][name]["scopes"].values()))
        for machine, scope in itertools.product(INSTANCES, ["training", "inference", "processing"]):
            version = draw.choice(list(section["versions"]))
            entry = section["versions"][version]
            base = next(iter(entry.get("byBase", {})), None)
            entry = entry["byBase"][base] if base else entry
            yield {"framework": name, "version": version, "py": draw.choice(entry.get("py", [None]) + ["py27"]), "region": draw.choice(["us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1"]),
                   "scope": scope, "baseFrameworkVersion": base, "instanceType": machine, "device": None}


def partitions(facts):
    """Every region of every partition, for images of the three large registries and the old one."""
    for region in [r for p in facts["partitions"] for r in p["regions"]] + ["eu-west-9", "EU-WEST-1", "", "us-east-1 ", "*"]:
        for name, version, scope in (("pytorch", "2.6", "inference"), ("tensorflow", "2.9.2", "training"), ("xgboost", "3.2-0", "training"), ("chainer", "5.0.0", "training"),
                                     ("sagemaker-tritonserver", "26.05", "inference")):
            yield {"framework": name, "version": version, "py": {"chainer": "py3", "tensorflow": "py39", "pytorch": "py312"}.get(name), "region": region, "scope": scope, "device": "cpu"}


def main():
    facts = json.loads(Path(sys.argv[1]).read_text())
    oracle = Oracle(facts)
    for name, rows in (("every-image", requests(facts)), ("every-region", partitions(facts))):
        lines = {}
        for row in rows:
            row = {key: value for key, value in row.items() if value is not None}
            try:
                outcome = {"uri": oracle.resolve(row)}
            except Refused as refused:
                outcome = {"error": str(refused)}
            lines[json.dumps({**row, **outcome})] = None
        (Path(sys.argv[2]) / f"{name}.json").write_text("[\n  " + ",\n  ".join(lines) + "\n]\n")
        print(f"{name}: {len(lines)} rows")


if __name__ == "__main__":
    main()
