# Puts the model of iris/green where its server looks for it; the build context is the model’s folder.
ARG SERVER
FROM ${SERVER}
COPY [".", "/opt/ds/model/deployed_model/"]
